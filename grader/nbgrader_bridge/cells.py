"""Restore the cells of a submission to those of the release, from the gradebook and never from their own metadata.

A student may delete, copy, rename or retype a cell, or change its points, on purpose or by accident. Afterwards each
read-only cell of the release is there once, with its text and its points, and so is the cell of each question; solution
cells keep the student's text.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id as random_cell_id
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.course.answers import heading
from grader.course.questions import Question
from grader.grading.formgrader import NOTE
from grader.nbgrader_bridge.execute import PREFIX
from grader.nbgrader_bridge.reading import HANDED_IN_AS
from grader.protocol.defined import defined_in

Known = dict[str, NotebookNode]


class RestoreCells(NbGraderPreprocessor):
    """The first step when `nbgrader autograde` sanitizes a submission."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Restore the cells of one notebook."""
        names = resources["nbgrader"]
        known = known_cells(names["db_url"], names["assignment"], names["notebook"])
        converter = getattr(self.parent, "parent", None)
        course = getattr(converter, "coursedir", None)
        order = release_order(course, names["assignment"], names["notebook"]) if course is not None else []
        changes = restore(nb, known, order)
        notes = nb.metadata.get(NOTE, {})
        if changes and not (notes.get("of_modules") or notes.get("unreadable")):  # neither had the release's cells
            self.log.warning("%s: %s", names["student"], "; ".join(changes))
        return nb, resources


def known_cells(db_url: str, assignment: str, notebook: str) -> Known:
    """Return the cells of a notebook that the gradebook knows, by grade id, with the metadata that they should have."""
    with Gradebook(db_url) as book:
        found = book.find_notebook(notebook, assignment)
        grades = {cell.name: cell.max_score for cell in found.grade_cells}
        solutions = {cell.name for cell in found.solution_cells}
        tasks = {cell.name: cell.max_score for cell in found.task_cells}
        known = {}
        for cell in found.source_cells:
            name = cell.name
            metadata: dict[str, Any] = {
                "schema_version": 3, "grade_id": name, "grade": name in grades, "solution": name in solutions,
                "task": name in tasks, "locked": bool(cell.locked), "cell_type": cell.cell_type,
                "checksum": cell.checksum,
            }  # fmt: skip
            if name in grades or name in tasks:
                metadata["points"] = grades.get(name, tasks.get(name))
            make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
            known[name] = make(cell.source or "", metadata=nbformat.from_dict({"nbgrader": metadata}))
            if re.fullmatch(r"[\w-]{1,64}", name, re.ASCII):
                known[name]["id"] = name
    return known


def release_order(course: CourseDirectory, assignment: str, notebook: str) -> list[str]:
    """Return the grade ids in the order of the released notebook; empty if it is not at hand."""
    for folder in (course.release_directory, course.source_directory):
        path = Path(course.root, course.format_path(folder, ".", assignment), f"{notebook}.ipynb")
        if path.exists():
            cells = nbformat.read(path, as_version=4).cells
            return [name for cell in cells if (name := cell.metadata.get("nbgrader", {}).get("grade_id"))]
    return []


def restore(nb: NotebookNode, known: Known, order: Sequence[str]) -> list[str]:
    """Restore a notebook's known cells; return what was changed, one sentence per change."""
    changes: list[str] = []
    copies: dict[str, list[int]] = {}
    for place, cell in enumerate(nb.cells):
        claimed = cell.metadata.pop("nbgrader", None)
        name = claimed.get("grade_id") if isinstance(claimed, dict) else None
        if isinstance(name, str) and name in known:
            copies.setdefault(name, []).append(place)
        elif name is not None:
            changes.append(f"the cell {str(name)[:60]!r} is not in the release; it is taken as the student's own")
    named = {place for places in copies.values() for place in places}
    for name, cell in known.items():
        if name not in copies and _question(cell) and (places := _beginning_as(cell, nb, but=named)):
            copies[name] = places
    seen = set(copies)
    for name, places in copies.items():
        place = _counting(places, nb, known[name])
        if len(places) > 1:
            which = "last" if place == places[-1] else "last answered"
            changes.append(f"the cell {name!r} occurs several times; the {which} one counts")
        nb.cells[place] = _right(nb.cells[place], known[name], changes)
    missing = [
        name
        for name in _following_each_other(known, order)
        if name not in seen and (known[name].metadata.nbgrader.locked or _question(known[name]))
    ]
    for name in missing:
        if known[name]["id"] in {cell.get("id") for cell in nb.cells}:
            known[name]["id"] = random_cell_id()
        nb.cells.insert(_place(nb, name, order), known[name])
    return [*changes, *_put_back(missing)]


def _put_back(names: list[str]) -> list[str]:
    if len(names) < 2:
        return [f"the cell {name!r} was deleted or renamed; it has been put back" for name in names]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return [f"the cells {', '.join(map(repr, names[:3]))}{more} were deleted or renamed; they have been put back"]


def _question(known: NotebookNode) -> bool:
    return bool(known.metadata.nbgrader.grade and known.metadata.nbgrader.solution)


def _beginning_as(known: NotebookNode, nb: NotebookNode, but: set[int]) -> list[int]:
    """Return where cells are that may have lost their id on the way: they still begin as the question was released."""
    first = heading(known.source)
    return [place for place, cell in enumerate(nb.cells) if place not in but and heading(cell.source) == first]


def _counting(places: list[int], nb: NotebookNode, known: NotebookNode) -> int:
    """Return which of several copies counts: the last one, as in nbgrader; of a question the last that is answered."""
    if _question(known):
        released = Question(known.metadata.nbgrader.grade_id, 0, known.source)
        places = [place for place in places if released.answered(nb.cells[place].source)] or places
    return places[-1]


def _right(cell: NotebookNode, known: NotebookNode, changes: list[str]) -> NotebookNode:
    """Return the cell as it should be: with the release's text if it is read-only, else with the student's."""
    metadata = known.metadata.nbgrader
    name = metadata.grade_id
    if cell.cell_type != known.cell_type:
        changes.append(f"the cell {name!r} had become a {cell.cell_type} cell")
    make = new_code_cell if known.cell_type == "code" else new_markdown_cell
    source = cell.source
    if metadata.locked and source != known.source:
        changes.append(f"the read-only cell {name!r} was edited; its text has been restored")
        source = known.source
    more = {key: value for key, value in cell.metadata.items() if key != "nbgrader"}
    whole = nbformat.from_dict({**more, "nbgrader": {**metadata}})
    restored: NotebookNode = make(source, id=cell.get("id", name), metadata=whole)
    return restored


def _following_each_other(known: Known, order: Sequence[str]) -> list[str]:
    return [name for name in order if name in known] + sorted(set(known) - set(order))


def _place(nb: NotebookNode, name: str, order: Sequence[str]) -> int:
    """Return where to put a cell back: after the last of those that come before it in the release.

    Where cells have lost their ids on the way, a test cell follows what it tests.
    """
    if name not in order:
        return len(nb.cells)
    before = set(order[: order.index(name)])
    tested = name.removeprefix(PREFIX) if name.startswith(PREFIX) else None
    return 1 + max(
        (
            place
            for place, cell in enumerate(nb.cells)
            if cell.metadata.get("nbgrader", {}).get("grade_id") in before
            or cell.get("id") == HANDED_IN_AS
            or (cell.cell_type == "code" and tested in defined_in(cell.source, nested=False))
        ),
        default=-1,
    )
