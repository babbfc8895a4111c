"""What the cells of a release are worth, and what happens to points that were given under another worth.

nbgrader keeps one maximum for each cell. If a new release changes it, all scores so far would stand below a maximum for
which nobody was graded. So a verdict records what the cells were worth, a new release takes back the automatic scores
of the cells that it reprices, and what a person has given stays and needs another look. nbgrader_config.py puts
`SaveRelease` in place of `SaveCells`.
"""

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, MissingEntry
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import is_grade

from grader.results.points import number_text


def worth_of(nb: NotebookNode) -> dict[str, float]:
    """Return what each cell with points is worth, by grade id, in a notebook whose cells have been restored."""
    return {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points) for cell in nb.cells if is_grade(cell)
    }


def under_other_points(grades: Iterable[Grade], worth: dict[str, float]) -> dict[str, str]:
    """Return which grades were given when their cells had other points than now, by name, with a few words on it.

    `worth` is what a verdict has recorded; nothing is known of a cell that it does not name.
    """
    return {
        grade.name: f"{number_text(worth[grade.name])} points, now {number_text(grade.max_score)}"
        for grade in grades
        if worth.get(grade.name, grade.max_score) != grade.max_score
    }


class SaveRelease(SaveCells):
    """nbgrader's step that records a release in the gradebook; no score stays under a maximum that is not its own."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        before = {cell.name: cell.max_score for cell in self._cells()}
        super()._create_notebook(nb)
        repriced = [cell for cell in self._cells() if before.get(cell.name, cell.max_score) != cell.max_score]
        grades = [grade for cell in repriced for grade in cell.grades]
        for grade in grades:
            grade.auto_score, grade.needs_manual_grade = None, True
        self.gradebook.db.commit()
        if grades:
            self.log.warning(
                "The points of %s have changed; what was graded under the old ones has no score until it is graded "
                "again (nbgrader autograde %s --force); what a person has given is kept and needs another look",
                ", ".join(sorted({grade.name for grade in grades})), self.assignment_id,
            )  # fmt: skip

    def _cells(self) -> list[Any]:
        try:
            return list(self.gradebook.find_notebook(self.notebook_id, self.assignment_id).grade_cells)
        except MissingEntry:
            return []
