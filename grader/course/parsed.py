"""A submission's source, parsed: its definitions, what each of them uses, and what its names stand for.

Nothing is run. Aliases are followed: `import torch.nn.functional as F`, `from torch.nn import RNN as R`,
`loss = F.cross_entropy`, and `getattr` or an import by a constant name.

All of it takes time that is proportional to the length of the source, whatever stands in it: each node is visited once,
nothing recurses, and no dotted name is longer than `LENGTH_LIMIT`.
"""

import ast
import functools
from collections.abc import Iterable, Iterator

from grader.protocol.magics import parsed, python_of
from grader.protocol.source import Cell, Module

Definition = tuple[str, ast.AST]  # file, node
LENGTH_LIMIT = 200  # characters of a dotted name; the longest that anybody would forbid has half of it
MODULES = 64  # more than a submission has; every check reads all of them, and each must be read only once
BLOCKS = (ast.If, ast.Try, ast.ExceptHandler, ast.With, ast.For, ast.While, ast.Match, ast.match_case)


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
    """The parsed cells of one module: its definitions, and what its names stand for."""

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self.aliases: dict[str, str] = {}
        self.definitions: dict[str, list[Definition]] = {}
        self.lines: dict[str, list[str]] = {}
        self._uses: dict[int, list[tuple[ast.AST, str]]] = {}  # by the id of a node, which the definitions keep alive
        for file, text in cells:
            tree = parsed(text)
            if tree is None:
                continue
            self.lines[file] = text.splitlines()
            for node in ast.walk(tree):
                self._learn_import(node)
            todo: list[ast.AST] = [*reversed(tree.body)]  # a stack: a thousand `elif` are as many levels
            while todo:
                node = todo.pop()
                if isinstance(node, ast.stmt):
                    self._learn_statement(file, node)
                if isinstance(node, BLOCKS):
                    todo += reversed(
                        [part for part in ast.iter_child_nodes(node) if isinstance(part, (ast.stmt, *BLOCKS))]
                    )

    def _learn_import(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for name in node.names:
                first = name.name.split(".", maxsplit=1)[0]
                self.aliases[name.asname or first] = (name.name if name.asname else first)[:LENGTH_LIMIT]
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                self.aliases[name.asname or name.name] = _joined(node.module, name.name) or name.name

    def _learn_statement(self, file: str, statement: ast.stmt) -> None:
        names: list[str] = []
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [statement.name]
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            roots = [self._root(target) for target in targets]
            names = [name for name in roots if name]
        for name in names:
            self.definitions.setdefault(name, []).append((file, statement))

    @staticmethod
    def _root(target: ast.expr) -> str | None:
        """Return the name that a target begins with: `Embedding.__call__ = ...` adds to the definition of Embedding."""
        while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
            target = target.value
        return target.id if isinstance(target, ast.Name) else None

    def reach(self, name: str) -> Iterator[Definition]:
        """Yield the definitions of a name and of every name that they use, each once."""
        names, nodes = {name}, set[int]()
        todo = [name]
        while todo:
            for file, node in self.definitions.get(todo.pop(), ()):
                if id(node) in nodes:  # `a = b = ... = x` defines many names at once
                    continue
                nodes.add(id(node))
                yield file, node
                for part in ast.walk(node):
                    if isinstance(part, ast.Name) and part.id not in names:
                        names.add(part.id)
                        todo.append(part.id)

    def uses(self, node: ast.AST) -> list[tuple[ast.AST, str]]:
        """Return the dotted names that a definition uses, with aliases resolved, and where."""
        known = self._uses.get(id(node))
        if known is None:
            dotted: dict[int, str] = {}
            known = []
            # What a name consists of comes after it in a walk, which goes level by level; so backwards it is known.
            for part in reversed(list(ast.walk(node))):
                name = self._dotted(part, dotted)
                if name:
                    dotted[id(part)] = name
                    if "." in name:
                        known.append((part, name))
            known.reverse()
            self._uses[id(node)] = known
        return known

    def _dotted(self, node: ast.AST, known: dict[int, str]) -> str | None:
        """Return the dotted name of an expression, None if it is not a chain of names; `known` has its parts."""
        if isinstance(node, ast.Name):
            return self.aliases.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return _joined(known.get(id(node.value)), node.attr)
        if isinstance(node, ast.Call) and node.args:
            function, constants = known.get(id(node.func)), [getattr(arg, "value", None) for arg in node.args[:2]]
            if function in ("getattr", "builtins.getattr") and len(constants) == 2 and isinstance(constants[1], str):
                return _joined(known.get(id(node.args[0])), constants[1])
            if function in ("__import__", "importlib.import_module") and isinstance(constants[0], str):
                return constants[0][:LENGTH_LIMIT]
        return None

    def line(self, file: str, node: ast.AST) -> str:
        """Return the source line of a node."""
        number = getattr(node, "lineno", 0)
        return self.lines[file][number - 1].strip()[:200] if number else ""


def _joined(owner: str | None, attribute: str) -> str | None:
    return f"{owner}.{attribute}" if owner and len(owner) + len(attribute) < LENGTH_LIMIT else None
