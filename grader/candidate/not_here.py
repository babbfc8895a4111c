"""A library or a data file that is not here costs only what uses it: code is run on, statement by statement.

Any other error ends its cell, as it does in a kernel. This one says more of the place than of the code, which its
author has seen running: what follows lacks the names that were to be bound, and so does what was to be made with them.
"""

import __future__

import ast
import re
import symtable
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType, ModuleType
from typing import NamedTuple

from grader.protocol.magics import parsed, python_of
from grader.protocol.operations import Raised
from grader.protocol.source import Cell

FUTURE = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})
ANNOTATIONS = __future__.annotations.compiler_flag
STAR = "*"  # stands for the names of `from somewhere import *`, which nobody knows
PLACE = re.compile(r" \((?:unknown location|[^()]*[/\\][^()]*)\)$")
PLAIN = ("ImportError", "ModuleNotFoundError", "FileNotFoundError")  # whose reasons need no name of an error
MOST = 20  # failed imports that are reported
NAMED = 3  # users of an import that its report names
Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class LostName(NamedTuple):
    """Why a name is not there: what the place lacks, and the statement that did not run for that."""

    type: str
    why: str
    file: str
    line: int
    source: str

    @property
    def because(self) -> str:
        """The reason, as a clause."""
        why = self.why if self.type in PLAIN else f"{self.type}: {self.why}"
        return f"because line {self.line} of {self.file} failed ({why})"


class NotHere:
    """Runs cells, and keeps which names are not there for lack of a library or a file."""

    def __init__(self) -> None:
        self.lost: dict[str, LostName] = {}  # by name
        self.failed: dict[str, tuple[LostName, set[str]]] = {}  # by reason, with all names that it costs directly

    def run(self, cell: Cell, tree: ast.Module, space: ModuleType) -> None:
        """Run a cell in the namespace of its module; raises what it raises, but for what the place lacks."""
        flags = compile(tree, cell.file, "exec", dont_inherit=True).co_flags & FUTURE
        if (text := ast.get_docstring(tree, clean=False)) is not None:
            space.__doc__ = text
        for statement in _one_by_one(tree.body):
            try:
                _run(statement, cell, flags, space)
            except Exception as error:
                if not self._explains(error, statement):
                    raise
                if not (isinstance(statement, Scope) and _defined(statement, cell, flags | ANNOTATIONS, space)):
                    self._lose(error, statement, cell, space)

    def _explains(self, error: Exception, statement: ast.stmt) -> bool:
        if isinstance(error, NameError):
            return self._lacked(error) is not None
        return isinstance(error, ImportError | FileNotFoundError) or isinstance(statement, ast.Import | ast.ImportFrom)

    def _lacked(self, error: BaseException) -> LostName | None:
        """Return what explains that a name is not defined, None if nothing does, or if the error is another one."""
        name: object = error.name if isinstance(error, NameError) else None
        return self.lost.get(name) if type(name) is str else None

    def _lose(self, error: Exception, statement: ast.stmt, cell: Cell, space: ModuleType) -> None:
        """Note which names are not there because a statement has failed."""
        root = self._lacked(error)
        kind, why = (root.type, root.why) if root else (type(error).__name__, reason(error))
        lines = cell.source.split("\n")
        text = lines[statement.lineno - 1].strip() if statement.lineno <= len(lines) else ""
        lost = LostName(kind, why, cell.file, statement.lineno, text[:200])
        names = {name for name in bound_by(statement) if name not in vars(space)}
        for name in names:
            self.lost.setdefault(name, lost)
        if root is None:
            self.failed.setdefault(why, (lost, set()))[1].update(names)

    @property
    def unknown(self) -> str:
        """What to say of any missing name where `from somewhere import *` has failed; empty if none has."""
        lost = self.lost.get(STAR)
        return "" if lost is None else f"line {lost.line} of {lost.file} failed ({lost.why})"

    def missing(self, name: str) -> Raised | None:
        """Say why a name is missing, None if nothing that the place lacks explains it."""
        lost = self.lost.get(name)
        if lost is None:
            return None
        return Raised("missing", lost.type, f"there is no `{name}`, {lost.because}", lost.file, lost.line, lost.source)

    def explained(self, error: BaseException, message: str) -> str:
        """Return an error's message; where it lacks a name, with what the place lacks."""
        lost = self._lacked(error)
        return message if lost is None else f"name {getattr(error, 'name', '')!r} is not defined, {lost.because}"

    def errors(self, cells: Iterable[Cell]) -> list[Raised]:
        """Return what the place lacks, each once, with the functions and classes that use it."""
        trees = [parsed(python_of(cell)) for cell in cells] if self.failed else []
        scopes = [node for tree in trees if tree is not None for node in tree.body if isinstance(node, Scope)]
        return [
            Raised("load", lost.type, why + _used(names, scopes), lost.file, lost.line, lost.source)
            for why, (lost, names) in list(self.failed.items())[:MOST]
        ]


def reason(error: Exception) -> str:
    """Return what the place lacks, without the places of this machine."""
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"there is no file {str(error.filename)!r} here"
    name, text = getattr(error, "name", None), str(error)[:300]
    if not isinstance(error, ModuleNotFoundError) or text != f"No module named {name!r}":
        return PLACE.sub("", text) if isinstance(error, ImportError) else text
    return f"{name} is not installed here" + (f", and there is no {name}.py" if str(name).isidentifier() else "")


def bound_by(statement: ast.stmt) -> set[str]:
    """Return the names that a statement binds in the namespace in which it runs."""
    if isinstance(statement, Scope):
        return {statement.name}
    found = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scope):
            found.add(node.name)
            continue
        if isinstance(node, ast.alias):
            found.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        waiting += [] if isinstance(node, ast.Lambda) else ast.iter_child_nodes(node)
    return found


def _run(statement: ast.stmt, cell: Cell, flags: int, space: ModuleType) -> None:
    code: CodeType = compile(ast.Module([statement], []), cell.file, "exec", flags, dont_inherit=True)
    exec(code, vars(space))  # noqa: S102


def _defined(statement: ast.stmt, cell: Cell, flags: int, space: ModuleType) -> bool:
    """Define a function or class without reading its annotations; return whether that works."""
    try:
        _run(statement, cell, flags, space)
    except Exception:
        return False
    return True


def _one_by_one(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements, with an import of several names as several imports, and no texts."""
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if isinstance(statement, ast.Import):
            yield from (ast.copy_location(ast.Import([alias]), statement) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module != "__future__":
            module, level = statement.module, statement.level
            yield from (
                ast.copy_location(ast.ImportFrom(module, [alias], level), statement) for alias in statement.names
            )
        else:
            yield statement


def _used(names: set[str], scopes: Sequence[Scope]) -> str:
    """Return which functions and classes use any of these names, as the end of a sentence."""
    if STAR in names:
        return ""
    users = list(dict.fromkeys(f"`{scope.name}`" for scope in scopes if _uses(scope, names)))
    if not users:
        return "; no function and no class here uses it"
    listed = users if len(users) <= NAMED else [*users[: NAMED - 1], f"{len(users) - NAMED + 1} more"]
    text = ", ".join(listed[:-1]) + (" and " if listed[1:] else "") + listed[-1]
    return f"; {text} {'use' if users[1:] else 'uses'} it"


def _uses(scope: Scope, names: set[str]) -> bool:
    """Return whether a function or class uses one of these names of its module; a parameter called so is another."""
    if not any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(scope)):
        return False
    try:
        waiting = [symtable.symtable(ast.unparse(scope), "<unparsed>", "exec")]
    except (SyntaxError, ValueError, RecursionError):
        return True
    while waiting:
        table = waiting.pop()
        if any(symbol.is_global() and symbol.is_referenced() for symbol in _named(table, names)):
            return True
        waiting += table.get_children()
    return False


def _named(table: symtable.SymbolTable, names: set[str]) -> list[symtable.Symbol]:
    return [symbol for symbol in table.get_symbols() if symbol.get_name() in names]
