"""Rules: what an exercise may not use, found by reading the source.

The definition of the exercise is read together with every helper of the same file that it uses. Aliases are followed:
`import torch.nn.functional as F`, `from torch.nn import RNN as R`, `loss = F.cross_entropy`, and `getattr` or an import
by a constant name. What the source does not show, such as names put together at run time, is left to the traps in
the candidate (`grader.candidate.traps`).
"""

import ast
import contextlib
import functools
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from grader.protocol.forbidden import expand, resolve_owner
from grader.protocol.operations import Raised
from grader.protocol.source import Module

ROOTS = ("torch", "numpy")
Definition = tuple[str, ast.AST]  # file, node


def violation(modules: Sequence[Module], exercise: str, forbidden: Iterable[str]) -> Raised | None:
    """Return the first use of a forbidden name in an exercise, or None."""
    wanted = {full: resolve(full) for name in forbidden for full in expand(name)}
    if not wanted:
        return None
    for module in modules:
        source = read(cells_of(module))
        for file, node in source.reach(exercise):
            for place, dotted in source.uses(node):
                full = _match(dotted, wanted)
                if full:
                    shown = full if dotted == full else f"{full} (here as {dotted})"
                    return Raised(
                        "forbidden", "Forbidden", f"this exercise is to rebuild `{shown}`, so it may not be used",
                        file, getattr(place, "lineno", 0), source.line(file, place), exercise,
                    )  # fmt: skip
    return None


def cells_of(module: Module) -> tuple[tuple[str, str], ...]:
    """Return file and source of each cell."""
    return tuple((cell.file, cell.source) for cell in module.cells)


@functools.lru_cache(maxsize=8)  # a submission's modules, which every exercise reads
def read(cells: tuple[tuple[str, str], ...]) -> "Source":
    """Parse the cells of a module, given as file and source."""
    return Source(cells)


def _match(dotted: str, wanted: dict[str, Any]) -> str | None:
    if dotted in wanted:
        return dotted
    if dotted.split(".")[0] not in ROOTS:
        return None
    found = loaded(dotted)
    return next((full for full, value in wanted.items() if found is not None and found is value), None)


@functools.cache
def resolve(dotted: str) -> Any:
    """Return what a dotted name stands for, None when there is no such thing."""
    owner, attribute = resolve_owner(dotted) if "." in dotted else (None, dotted)
    return getattr(owner, attribute, None) if owner is not None else None


@functools.cache
def loaded(dotted: str) -> Any:
    """Return what a dotted name of a submission stands for, None when there is no such thing; nothing is imported."""
    parts = dotted.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        found = sys.modules.get(".".join(parts[:cut]))
        if found is not None:
            owner: Any = found
            with contextlib.suppress(Exception):  # whatever a package does for a name that it has not
                for part in parts[cut:]:
                    owner = getattr(owner, part, None)
                return owner
    return None


class Source:
    """The parsed cells of one module: its definitions, and what its names are aliases of."""

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self.aliases: dict[str, str] = {}
        self.definitions: dict[str, list[Definition]] = {}
        self.lines: dict[str, list[str]] = {}
        for file, text in cells:
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            self.lines[file] = text.splitlines()
            for node in ast.walk(tree):
                self._learn_import(node)
            for statement in tree.body:
                self._learn_statement(file, statement)

    def _learn_import(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for name in node.names:
                first = name.name.split(".")[0]
                self.aliases[name.asname or first] = name.name if name.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                self.aliases[name.asname or name.name] = f"{node.module}.{name.name}"

    def _learn_statement(self, file: str, statement: ast.stmt) -> None:
        names: list[str] = []
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [statement.name]
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            roots = [self._root(target) for target in targets]
            names = [name for name in roots if name]
        elif isinstance(statement, ast.If | ast.Try | ast.With | ast.For | ast.While):
            for inner in ast.iter_child_nodes(statement):
                if isinstance(inner, ast.stmt):
                    self._learn_statement(file, inner)
        for name in names:
            self.definitions.setdefault(name, []).append((file, statement))

    @staticmethod
    def _root(target: ast.expr) -> str | None:
        """`Embedding.__call__ = ...` and `table["x"] = ...` add to the definition of the name they begin with."""
        while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
            target = target.value
        return target.id if isinstance(target, ast.Name) else None

    def reach(self, name: str) -> Iterator[Definition]:
        """Yield the definitions of a name and of every name that they use, each once."""
        seen: set[str] = set()
        todo = [name]
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            for file, node in self.definitions.get(name, ()):
                yield file, node
                todo += [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]

    def uses(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Yield the dotted names that a definition uses, aliases put in."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name | ast.Attribute | ast.Call):
                dotted = self.dotted(part)
                if dotted and "." in dotted:
                    yield part, dotted

    def dotted(self, node: ast.AST) -> str | None:
        """Return the dotted name of an expression, None when it is no chain of names."""
        if isinstance(node, ast.Name):
            return self.aliases.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.dotted(node.value)
            return f"{owner}.{node.attr}" if owner else None
        if isinstance(node, ast.Call) and node.args:
            return self._dotted_call(node)
        return None

    def _dotted_call(self, node: ast.Call) -> str | None:
        function, constants = self.dotted(node.func), [getattr(arg, "value", None) for arg in node.args]
        if function in ("getattr", "builtins.getattr") and len(constants) >= 2 and isinstance(constants[1], str):
            owner = self.dotted(node.args[0])
            return f"{owner}.{constants[1]}" if owner else None
        if function in ("__import__", "importlib.import_module") and isinstance(constants[0], str):
            return constants[0]
        return None

    def line(self, file: str, node: ast.AST) -> str:
        """Return the source line of a node."""
        number = getattr(node, "lineno", 0)
        return self.lines[file][number - 1].strip()[:200] if number else ""
