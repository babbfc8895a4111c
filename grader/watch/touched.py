"""Find the exercises that a save has changed: in their definition or in a helper that they use."""

import ast
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from grader.course.parsed import cells_of, read
from grader.protocol.magics import python_of
from grader.protocol.source import Cell, Module

REST = ""  # the key for everything outside of definitions; no name is empty


class Prints(NamedTuple):
    """Digests for a name: of its own definition, and of that definition with everything that it uses."""

    own: str
    reach: str


def fingerprints(modules: Sequence[Module]) -> dict[str, Prints]:
    """Return the prints of every name that the modules define.

    Comments, blank lines and the position in the file do not count, nor does the block that checks never run. Imports
    and bare statements are under `REST`. Raises SyntaxError if a cell is not valid Python.
    """
    modules = [Module(module.name, [without_main(cell) for cell in module.cells]) for module in modules]
    trees = [(module, [ast.parse(cell.source, cell.file) for cell in module.cells]) for module in modules]
    found: dict[str, Prints] = {}
    rest: list[str] = []
    for module, cells in trees:
        source = read(cells_of(module))
        dumps = {id(node): ast.dump(node) for nodes in source.definitions.values() for _, node in nodes}
        for name, nodes in source.definitions.items():
            own = digest([dumps[id(node)] for _, node in nodes])
            found[name] = Prints(own, digest(sorted(dumps[id(node)] for _, node in source.reach(name))))
        rest += [ast.dump(statement) for tree in cells for statement in tree.body if not is_definition(statement)]
        for other, others in trees:
            if other is not module and imports(cells, other.name):
                rest += [ast.dump(tree) for tree in others]
    found[REST] = Prints(digest(rest), "")
    return found


def touched(
    before: dict[str, Prints], after: dict[str, Prints], exercises: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the exercises whose own definition differs, and those that use something that differs.

    If a helper differs but no exercise itself, the first list holds those that use it. All exercises are returned if
    the difference belongs to none of them, or if there is none.
    """
    changed = [name for name in exercises if before.get(name) != after.get(name)]
    if before.get(REST) != after.get(REST) or not changed:
        return list(exercises), []
    none = Prints("", "")
    direct = [name for name in changed if before.get(name, none).own != after.get(name, none).own] or changed
    return direct, [name for name in changed if name not in direct]


def without_main(cell: Cell) -> Cell:
    """Return the cell with the block under `if __name__ == "__main__":` left blank."""
    text = python_of(cell)
    lines = text.splitlines()
    for statement in ast.parse(text, cell.file).body:
        if is_main(statement):
            first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
            lines[first:last] = [""] * (last - first)
    return Cell(cell.file, "\n".join(lines))


def is_definition(statement: ast.stmt) -> bool:
    """Return whether the statement defines a name that exercises may use, or is a docstring."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.AugAssign
    return isinstance(statement, kinds) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def is_main(statement: ast.stmt) -> bool:
    """Return whether this is a block that checks never run."""
    return (
        isinstance(statement, ast.If)
        and not statement.orelse
        and ast.unparse(statement.test) in ("__name__ == '__main__'", "'__main__' == __name__")
    )


def imports(cells: Sequence[ast.Module], name: str) -> bool:
    """Return whether the cells import the module of that name."""
    for node in (node for tree in cells for node in ast.walk(tree)):
        if isinstance(node, ast.Import) and name in {alias.name.split(".")[-1] for alias in node.names}:
            return True
        if isinstance(node, ast.ImportFrom) and (
            (node.module or "").split(".")[-1] == name or name in {alias.name for alias in node.names}
        ):
            return True
    return False


def digest(texts: Sequence[str]) -> str:
    """Return a digest of the texts."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
