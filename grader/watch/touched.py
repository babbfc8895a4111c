"""Which exercises a save has touched: those whose definition, or a helper that it uses, has changed."""

import ast
import hashlib
from collections.abc import Sequence

from grader.candidate.loader import Module
from grader.rules import Source

REST = ""  # the key of everything that belongs to no definition; no name is empty


def fingerprints(modules: Sequence[Module]) -> dict[str, str]:
    """Return a digest for every name that the modules define, over its definition and all that it uses.

    Comments, blank lines and the place in the file do not count. Under `REST` stands the digest of imports and bare
    statements. Raises SyntaxError when a cell is no Python.
    """
    trees = [(module, [ast.parse(cell.source, cell.file) for cell in module.cells]) for module in modules]
    found: dict[str, str] = {}
    rest: list[str] = []
    for module, cells in trees:
        source = Source(module)
        for name in source.definitions:
            parts = sorted(ast.dump(node) for _, node in source.reach(name))
            found[name] = digest([*parts, found.get(name, "")])
        defined = {id(node) for nodes in source.definitions.values() for _, node in nodes}
        for tree in cells:
            rest += [ast.dump(s) for s in tree.body if not is_definition(s) and id(s) not in defined and not is_main(s)]
        for other, others in trees:
            if other is not module and imports(cells, other.name):
                rest += [ast.dump(tree) for tree in others]
    found[REST] = digest(rest)
    return found


def touched(before: dict[str, str], after: dict[str, str], exercises: Sequence[str]) -> list[str]:
    """Return the exercises that differ; all of them when what differs belongs to none."""
    if before.get(REST) != after.get(REST):
        return list(exercises)
    return [name for name in exercises if before.get(name) != after.get(name)] or list(exercises)


def is_definition(statement: ast.stmt) -> bool:
    """Does the statement define a name that exercises may use, or is it a docstring?"""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.AugAssign
    return isinstance(statement, kinds) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def is_main(statement: ast.stmt) -> bool:
    """Is it the block under `if __name__ == "__main__":`, which checks never run?"""
    return isinstance(statement, ast.If) and "__name__" in {
        node.id for node in ast.walk(statement.test) if isinstance(node, ast.Name)
    }


def imports(cells: Sequence[ast.Module], name: str) -> bool:
    """Do the cells import the module of that name?"""
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
