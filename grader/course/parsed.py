"""A submission's source, parsed: its definitions, and what each of them uses.

Nothing is run. All of it takes time that is proportional to the length of the source, whatever stands in it: each node
is visited once, and nothing recurses. `scopes` says which scope a name belongs to, `flow` what it may stand for.
"""

import ast
import functools
from collections.abc import Iterable, Iterator

from grader.course.scopes import MODULE, Place, Scopes
from grader.protocol.magics import parsed, python_of
from grader.protocol.source import Cell, Module

Definition = tuple[str, ast.AST]  # file, node
MODULES = 64  # more than a submission has; every check reads all of them, and each must be read only once


def cells_of(module: Module) -> tuple[tuple[str, str], ...]:
    """Return the file name of each cell and the Python that runs of it."""
    return _python_of(tuple(module.cells))


@functools.lru_cache(maxsize=MODULES)
def _python_of(cells: tuple[Cell, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((cell.file, python_of(cell)) for cell in cells)


@functools.lru_cache(maxsize=MODULES)
def read(cells: tuple[tuple[str, str], ...]) -> "Source":
    """Parse the cells of a module, given as file and source."""
    return Source(cells)


class Source:
    """The parsed cells of one module: its definitions, and the scopes of its names.

    A definition of a name is whatever binds it or puts something into it, wherever it stands: a function or class, an
    assignment, `Embedding.__call__ = ...`, `setattr(Embedding, ...)`, a `global` name's assignment in a function.
    """

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self.lines: dict[str, list[str]] = {}
        self.files: list[str] = []  # of the cells that are Python, in order
        self.trees: list[ast.Module] = []
        for file, text in cells:
            tree = parsed(text)
            if tree is not None:
                self.lines[file] = text.splitlines()
                self.files.append(file)
                self.trees.append(tree)
        self.scopes = Scopes(self.trees)
        self.imported: set[str] = set()
        self.definitions: dict[str, list[Definition]] = {}
        self._define()

    def _define(self) -> None:
        found: list[tuple[Place, str, str, ast.AST]] = []
        for binding in self.scopes.bindings:
            if isinstance(binding.value, str):
                self.imported.add(binding.name)
            elif self.is_global(binding.name, binding.scope.homes(binding.name)):
                found.append((binding.done, binding.name, self.files[binding.cell], binding.part))
        own = {name for _, name, _, _ in found}
        for change in self.scopes.changes:
            if change.root is None:
                continue
            name = change.root.id
            called = isinstance(change.part, ast.Call) and name not in own  # `torch.testing.assert_close(...)`
            if not called and self.is_global(name, self.scopes.scope_of[id(change.root)].homes(name)):
                place = (change.cell, getattr(change.part, "end_lineno", 0), getattr(change.part, "end_col_offset", 0))
                found.append((place, name, self.files[change.cell], change.part))
        for _, name, file, part in sorted(found, key=lambda one: one[0]):
            definitions = self.definitions.setdefault(name, [])
            if not definitions or definitions[-1][1] is not part:
                definitions.append((file, part))

    @staticmethod
    def is_global(name: str, homes: Iterable[object]) -> bool:
        """Return whether a name with these homes may be one of the module."""
        return any(getattr(home, "kind", "") == MODULE for home in homes)

    def reach(self, name: str, seen: set[int] | None = None) -> Iterator[Definition]:
        """Yield the definitions of a name and of every name of the module that they use, each once.

        `seen` holds the ids of nodes that were looked at before; they are left out.
        """
        seen = set() if seen is None else seen
        names, todo = {name}, [name]
        while todo:
            for file, node in self.definitions.get(todo.pop(), ()):
                if id(node) in seen:  # `a = b = ... = x` defines many names at once
                    continue
                yield file, node
                for part in walk(node, seen):
                    if isinstance(part, ast.Name) and part.id not in names:
                        scope = self.scopes.scope_of[id(part)]
                        if self.is_global(part.id, scope.homes(part.id)):
                            names.add(part.id)
                            todo.append(part.id)

    def line(self, file: str, node: ast.AST) -> str:
        """Return the source line of a node."""
        number = getattr(node, "lineno", 0)
        return self.lines[file][number - 1].strip()[:200] if number else ""


def walk(node: ast.AST, seen: set[int]) -> Iterator[ast.AST]:
    """Yield a node and all nodes below it, but for those that were seen before, in the order of the text."""
    todo = [node]
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            todo += reversed(list(ast.iter_child_nodes(node)))
