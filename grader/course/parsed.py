"""A submission's source, parsed: its definitions, what each of them uses, and what its names stand for.

Nothing is run. Aliases are followed: `import torch.nn.functional as F`, `from torch.nn import RNN as R`,
`loss = F.cross_entropy`, and `getattr` or an import by a constant name.
"""

import ast
import functools
from collections.abc import Iterable, Iterator

from grader.protocol.magics import parsed, python_of
from grader.protocol.source import Module

Definition = tuple[str, ast.AST]  # file, node


def cells_of(module: Module) -> tuple[tuple[str, str], ...]:
    """Return the file name of each cell and the Python that runs of it."""
    return tuple((cell.file, python_of(cell)) for cell in module.cells)


@functools.lru_cache(maxsize=8)  # a submission's modules, which every exercise reads
def read(cells: tuple[tuple[str, str], ...]) -> "Source":
    """Parse the cells of a module, given as file and source."""
    return Source(cells)


class Source:
    """The parsed cells of one module: its definitions, and what its names stand for."""

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self.aliases: dict[str, str] = {}
        self.definitions: dict[str, list[Definition]] = {}
        self.lines: dict[str, list[str]] = {}
        for file, text in cells:
            tree = parsed(text)
            if tree is None:
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
        """Return the name that a target begins with: `Embedding.__call__ = ...` adds to the definition of Embedding."""
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
        """Yield the dotted names that a definition uses, with aliases resolved."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name | ast.Attribute | ast.Call):
                dotted = self.dotted(part)
                if dotted and "." in dotted:
                    yield part, dotted

    def dotted(self, node: ast.AST) -> str | None:
        """Return the dotted name of an expression, None if it is not a chain of names."""
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
