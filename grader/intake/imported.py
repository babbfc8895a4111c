"""Which files of a submission count: its modules, and what they import, directly or through one another.

This is where the source of a submission is parsed first, and so where too much of it is refused.
"""

import ast
import re
from collections.abc import Collection, Iterable, Sequence

from grader.course.amount import too_much
from grader.intake.files import Unreadable
from grader.protocol.magics import parsed, python_of
from grader.protocol.source import Module

IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t](.+)$", re.MULTILINE)
WORD = re.compile(r"\w+")


def imported(modules: Sequence[Module]) -> list[Module]:
    """Return the modules without the helpers that none of the others imports; raises Unreadable if it is too much."""
    helpers = {module.name: module for module in modules if module.helper}
    todo = [module for module in modules if not module.helper]
    reached: set[str] = set()
    _refuse(todo)
    while todo and helpers:
        for name in mentioned(map(python_of, todo.pop().cells)):
            if name in helpers and name not in reached:
                _refuse([helpers[name]])
                reached.add(name)
                todo.append(helpers[name])
    counting = [module for module in modules if not module.helper or module.name in reached]
    _refuse(counting)
    return counting


def _refuse(modules: Sequence[Module]) -> None:
    why = too_much(modules)
    if why:
        raise Unreadable(why)


def mentioned(sources: Iterable[str]) -> set[str]:
    """Return the names that sources import, or may import: also those in a text, as for `import_module("tools")`."""
    found: set[str] = set()
    for source in sources:
        tree = parsed(source)
        found |= _in_statements(source, tree)
        for node in ast.walk(tree or ast.Module([], [])):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= 200:
                found.update(
                    [*node.value.split("."), *(w for line in IMPORT.findall(node.value) for w in line.split())]
                )
    return found


def imports_any(module: Module, names: Collection[str]) -> bool:
    """Return whether a statement imports a module with one of these names, or from one; raises as `imported` does."""
    _refuse([module])
    return any(not _in_statements(source, parsed(source)).isdisjoint(names) for source in map(python_of, module.cells))


def _in_statements(source: str, tree: ast.Module | None) -> set[str]:
    found = set[str]()
    if tree is None:
        return {word for line in IMPORT.findall(source) for word in WORD.findall(line)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(part for name in node.names for part in name.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            found.update([*(node.module or "").split("."), *(name.name for name in node.names)])
    return found
