"""Why a submission does not define a name: the cell that should define it did not run, or nothing defines it."""

import ast
import difflib
import re
import symtable
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.protocol.defined import bound_in, defined_in
from grader.protocol.magics import code_of, parsed, python_of
from grader.protocol.operations import Raised
from grader.protocol.source import Cell

ALIKE = 0.65  # of 1, from which on a name may be the one that is meant


def why_missing(
    name: str, cells: Sequence[Cell], failed: Sequence[tuple[Cell, Raised]], defined: Mapping[str, Any], all_names: int,
    lost: Raised | None = None, unknown: str = "", *, kernel: bool = False,
) -> Raised:  # fmt: skip
    """Say why a name is missing. `failed` are the cells that did not run, `defined` what the submission defines.

    `lost` is what an import that failed has to do with it, `unknown` that one has failed which may have.

    In a notebook's `kernel`, the cells are those that have run, and the one with the name may not be among them.
    """
    for cell, raised in reversed(failed):
        if binds(cell, name):
            return lost if lost is not None and lost.file == cell.file else raised
    if lost is not None:
        return lost
    if failed and len(failed) == len(cells):
        return failed[0][1]  # nothing ran, so a name in it may be misspelt by the very error
    where = ", ".join(sorted({cell.file for cell in cells})) if 0 < len(cells) <= 3 else "the submission"
    if kernel:
        where = "the cells that you have run"
    reason = unrun(name, cells) or inside(name, cells)
    if reason:
        return _missing(f"there is no `{name}` in {where}; {reason}")
    close = similar(name, defined)
    advice = f"there is `{close}`: did you rename it?" if close else "did you rename or delete it?"
    if kernel and not close:
        advice = "run the cell above first"
    elif not all_names and not failed:
        advice = "nothing at all is defined there: did you save it?"
    if failed and not close:
        cell, raised = failed[0]
        advice += f" {cell.file} did not run either ({raised.type}: {raised.message[:80]})"
    elif unknown and not close:
        advice += f" And {unknown}."
    return _missing(f"there is no `{name}` in {where}; {advice}")


def _missing(message: str) -> Raised:
    return Raised("missing", "NameError", message)


def binds(cell: Cell, name: str) -> bool:
    """Return whether a cell would define the name if it ran to its end."""
    text = python_of(cell)
    if parsed(text) is None:
        return defines(text, name)
    table = symtable.symtable(text, cell.file, "exec")
    if name not in table.get_identifiers():
        return False
    symbol = table.lookup(name)
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def defines(text: str, name: str) -> bool:
    """Return whether text that need not be Python looks as if it defined the name."""
    return name in defined_in(text) or name in bound_in(text, nested=False)


def unrun(name: str, cells: Iterable[Cell]) -> str:
    """Say that a cell defines the name under a magic which keeps it from the notebook."""
    for cell in cells:
        magic = code_of(cell.source).unrun if cell.notebook else ""
        if magic and defines(cell.source, name):
            return f"{cell.file} defines it under `{magic}`, which keeps its names to itself: delete that line"
    return ""


def inside(name: str, cells: Iterable[Cell]) -> str:
    """Say that the name is defined where nothing finds it: in a class, in a function, or in a block that is not run."""
    for cell in cells:
        tree = parsed(python_of(cell))
        for outer in tree.body if tree is not None else []:
            if isinstance(outer, ast.ClassDef | ast.FunctionDef | ast.If):
                for node in ast.walk(outer):
                    if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name and node is not outer:
                        block = "a block that is not run" if isinstance(outer, ast.If) else f"`{outer.name}`"
                        place = f"line {node.lineno} of {cell.file}"
                        return f"{place} defines it inside of {block}: move it to the left margin"
    return ""


def similar(name: str, defined: Mapping[str, Any]) -> str:
    """Return the submission's own function or class whose name is most like this one, empty if none is."""
    scores = {other: _likeness(name, other) for other, value in defined.items() if callable(value)}
    best = max(scores, key=lambda other: (scores[other], isinstance(defined[other], type)), default="")
    return best if best and scores[best] >= ALIKE else ""


def _likeness(name: str, other: str) -> float:
    first, second = (re.sub(r"_|\d+d?$", "", text).lower() for text in (name, other))
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 4 and shorter in longer:
        return 0.9
    return difflib.SequenceMatcher(None, first, second).ratio()
