"""What hides from a reader which functions a program uses, and what to write in its place.

An exercise that forbids functions is read before it is run. That works as long as modules are used by `module.name`
with the name written out; so a module that is handed on as a value, a name that is computed, text that is run, private
parts of torch and the insides of functions are refused where such an exercise uses them. Objects are free:
`getattr(self, name)`, `vars(self)` and `self.__dict__` hide nothing that the traps would not see.
"""

import ast
import functools
from collections.abc import Iterator
from types import ModuleType

from grader.course.flow import CROWD, NAMES, ROOTS, UNKNOWN, Flow, loaded
from grader.course.parsed import Source, walk

RUN_TEXT = {
    "builtins.exec", "builtins.eval", "builtins.compile", "torch.jit.CompilationUnit", "types.FunctionType",
    "types.CodeType", "pickle.loads", "pickle.load", "marshal.loads", "marshal.load", "runpy.run_path",
    "runpy.run_module", "pydoc.locate", "pkgutil.resolve_name", "sys._getframe", "sys._current_frames",
    "gc.get_objects", "gc.get_referrers", "gc.get_referents", "builtins.__builtins__", "sys.modules",
}  # fmt: skip
CLOSED = ("ctypes", "code", "codeop", "torch.ops", "torch.hub", "torch.package", "torch.overrides", "torch.library")
INSIDES = {
    "__globals__", "__builtins__", "__closure__", "__wrapped__", "__subclasses__", "__code__", "cell_contents",
    "f_globals", "f_locals", "f_builtins", "gi_frame", "tb_frame",
}  # fmt: skip
OF_MODULES = ("__version__", "__name__", "__file__", "__doc__", "__path__")  # that say something about a module
ONLY_LOOK = {f"builtins.{name}" for name in ("getattr", "hasattr", "dir", "help", "id", "print", "repr", "str", "type")}
WRITES = ("update", "setdefault", "__setitem__", "__ior__", "pop", "clear")
WRITE_OUT = "the rules have to see which functions are used: write their names out, as in `torch.tanh(x)`"


def hidden(flow: Flow, node: ast.AST, roots: set[str]) -> str:
    """Return a sentence if this part of an exercise hides what it uses of the packages in `roots`, else ""."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Call):
        for value in sorted(flow.of(node)):
            if sentence := _closed(value):
                return sentence
    if isinstance(node, ast.Attribute):
        return _in_attribute(flow, node, roots)
    if isinstance(node, ast.Call):
        return _in_call(flow, node, roots)
    part: ast.expr | None = None
    if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom):
        part = node.value
    elif isinstance(node, ast.Lambda):
        part = node.body
    elif isinstance(node, ast.Match) and any(isinstance(one, ast.MatchClass) for one in _patterns(node)):
        part = node.subject  # a class pattern takes attributes of it
    owner = _module_in(flow, part, roots) if part is not None else None
    return f"`{owner}` is handed on as a value; {WRITE_OUT}" if owner else ""


def _patterns(node: ast.Match) -> Iterator[ast.AST]:
    return (part for case in node.cases for part in ast.walk(case.pattern))


def _in_attribute(flow: Flow, node: ast.Attribute, roots: set[str]) -> str:
    if node.attr in INSIDES:
        return f"`{node.attr}` opens what a function is made of; call the function itself"
    if CROWD in flow.of(node.value):
        return f"what stands before `.{node.attr}` may be more than the rules can follow; {WRITE_OUT}"
    for owner in sorted(flow.of(node.value)):
        whole = node.attr in ("__dict__", "__getattribute__") and owner.partition(".")[0] in roots
        if _is_dunder(node.attr) and node.attr not in OF_MODULES and _holds(flow, owner, roots):
            whole = True
        if whole:
            return f"`{owner}.{node.attr}` holds everything in it; {WRITE_OUT}"
    return ""


def _closed(value: str) -> str:
    """Return a sentence if a dotted name is one that nobody needs for an exercise."""
    if value in RUN_TEXT or (value.startswith("importlib.") and value != "importlib.import_module"):
        name = value.removeprefix("builtins.")
        return f"`{name}` runs or finds what cannot be read here; write out the code itself"
    root, *others = value.split(".")
    if root in ROOTS and any(part.startswith("_") and not _is_dunder(part) for part in others):
        return f"`{value}` is a private part of {root}; use a public function"
    if any(value == name or value.startswith(f"{name}.") for name in CLOSED):
        return f"`{value}` reaches functions by other ways than their names; use a public function by its name"
    return ""


def _in_call(flow: Flow, call: ast.Call, roots: set[str]) -> str:
    functions = flow.of(call.func)
    if "builtins.globals" in functions:
        return "`globals()` hides which name is used; write the name itself"
    if flow.is_locals(call) and any(_holds(flow, value, roots) for value in flow.own_scope(call)):
        return "`locals()` hides which name is used; write the name itself"
    if functions & {"builtins.__import__", "importlib.import_module"} and (
        not call.args or not _is_known(flow, call.args[0])
    ):
        return "which module is imported cannot be read here; write an `import` statement"
    if "builtins.getattr" in functions and len(call.args) > 1 and not _is_known(flow, call.args[1]):
        owners = [value for value in sorted(flow.of(call.args[0])) if value.partition(".")[0] in roots]
        if owners or CROWD in flow.of(call.args[0]):
            return f"which part of `{owners[0] if owners else 'it'}` this `getattr` takes is computed; {WRITE_OUT}"
    if functions and functions <= ONLY_LOOK:
        return ""
    for part in (*call.args, *(keyword.value for keyword in call.keywords)):
        owner = _module_in(flow, part, roots)
        if owner:
            return f"`{owner}` is handed on as a value; {WRITE_OUT}"
        if "builtins.vars" in functions and any(value.partition(".")[0] in roots for value in flow.of(part)):
            return f"`vars` holds everything in it; {WRITE_OUT}"
    return ""


@functools.lru_cache(maxsize=4)
def everywhere(flow: Flow) -> tuple[Source, str, ast.AST, str] | None:
    """Return where a submission runs text or writes names by other ways than statements, which may change anything."""
    for source in flow.sources.values():
        seen: set[int] = set()
        for file, tree in zip(source.files, source.trees, strict=True):
            for node in walk(tree, seen):
                if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                    for value in flow.of(node) & {"builtins.exec", "builtins.eval", "builtins.compile"}:
                        return source, file, node, _closed(value)
                owner = node.value if isinstance(node, ast.Attribute | ast.Subscript) else None
                if owner is None or not any(value == NAMES or value in flow.sources for value in flow.of(owner)):
                    continue
                written = isinstance(node.ctx, ast.Store | ast.Del)  # type: ignore[attr-defined]
                if written or (isinstance(node, ast.Attribute) and node.attr in WRITES and NAMES in flow.of(owner)):
                    return source, file, node, "this changes names of a module as if they were items; assign to them"
    return None


def _module_in(flow: Flow, node: ast.AST, roots: set[str]) -> str | None:
    """Return the module that an expression may stand for or hold, None if there is none of `roots` in it."""
    return next((value for value in sorted(flow.of(node)) if _holds(flow, value, roots)), None)


def _holds(flow: Flow, value: str, roots: set[str]) -> bool:
    """Return whether a value is a module of a package of `roots`, or one of the submission's or its names."""
    if value == NAMES or value in flow.sources:
        return True
    return value.partition(".")[0] in roots and isinstance(loaded(value), ModuleType)


def _is_known(flow: Flow, node: ast.AST) -> bool:
    """Return whether all texts that an expression may stand for are written in the source."""
    values = flow.of(node)
    return bool(values) and not values & {UNKNOWN, CROWD}


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
