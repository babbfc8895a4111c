"""What an examined notebook is worth in nbgrader's gradebook: points, or no number where something was not examined.

nbgrader knows points only as a number, and its own step makes one of any output. Here a test cell whose exercise was
not examined to its end has no automatic score and needs manual grading: a check that was not run is no lost point.
So does the answer to a free-text question. nbgrader gives 0 if its cell is as it was released, but the answer may stand
in the cell below. A mark for an answer stays, and asks for another look only where the answer has changed.
Nor does the feedback show a 0 for what has no number. nbgrader_config.py puts these in place of `SaveAutoGrades` and
`GetGrades`.
"""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades, SaveAutoGrades
from nbgrader.utils import is_solution

from grader.grading.formgrader import NOTE

OPEN = "not examined"  # the key, below ours, of the grade ids without a number
CHANGED = "changed answers"  # and of the questions with another answer than the verdict before


class SaveExaminedGrades(SaveAutoGrades):
    """nbgrader's step that writes automatic scores, for notebooks that ExaminerExecute has filled."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write the scores of one notebook."""
        notes = nb.metadata.get(NOTE, {})
        self.open, self.changed = set(notes.get(OPEN, [])), set(notes.get(CHANGED, []))
        saved: tuple[NotebookNode, Any] = super().preprocess(nb, resources)
        return saved

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        waits = grade.needs_manual_grade or grade.manual_score is None or name in self.changed
        super()._add_score(cell, resources)
        if name in self.open or is_solution(cell):
            grade.auto_score, grade.needs_manual_grade = None, waits or not is_solution(cell)
            self.gradebook.db.commit()


class ShowGrades(GetGrades):
    """nbgrader's step that puts scores into the notebook of which the feedback is made: None where there is none."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the scores into one notebook; the total is None if one of them is."""
        self.missing = False
        shown: tuple[NotebookNode, Any] = super().preprocess(nb, resources)
        if self.missing:
            resources["nbgrader"]["score"] = None
        return shown

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        if grade.auto_score is None and grade.manual_score is None:
            cell.metadata.nbgrader["score"], self.missing = None, True
