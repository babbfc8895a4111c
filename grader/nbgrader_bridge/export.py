"""`nbgrader export` in which what was not examined is never a number.

nbgrader writes 0.0 for a student who has handed in nothing, and the score of a submission that could not be examined is
0 in the gradebook; a spreadsheet cannot tell either from a true zero. Here their scores are empty, and two further
columns say why. A score that a person has given counts in any case.
"""

import csv
import io
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.plugins import ExportPlugin
from traitlets.config import Application

from grader.grading.store import Store, write_file
from grader.intake.names import file_names, spreadsheet_cell
from grader.nbgrader_bridge.run import FOLDER
from grader.protocol.text import one_line
from grader.results.verdict import GRADED

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score", "status", "reason",
)  # fmt: skip


class ExaminedExport(ExportPlugin):
    """Writes the columns of nbgrader's own CSV, and `status` and `reason`."""

    def export(self, gradebook: Gradebook) -> None:
        """Write a line for each assignment and student."""
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        text = io.StringIO(newline="")
        table = csv.DictWriter(text, COLUMNS)
        table.writeheader()
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in self.assignment:
                continue
            for student in gradebook.students:
                if not self.student or student.id in self.student:
                    row = self._row(gradebook, assignment, student)
                    table.writerow({key: "" if row.get(key) is None else row[key] for key in COLUMNS})
        write_file(target, text.getvalue().encode())

    def _row(self, gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
        row = {
            "assignment": assignment.name, "duedate": assignment.duedate, "student_id": student.id,
            "last_name": student.last_name, "first_name": student.first_name, "email": student.email,
            "max_score": assignment.max_score,
        }  # fmt: skip
        try:
            submission = gradebook.find_submission(assignment.name, student.id)
        except MissingEntry:
            return {**row, "status": "not handed in"}
        row |= {"timestamp": submission.timestamp, "status": "graded"}
        status, reason = self._examined(assignment.name, student.id)
        if status and status not in GRADED:
            row |= {"status": status, "reason": spreadsheet_cell(one_line(reason))}
            if not _marked(submission):
                return row
        penalty = submission.late_submission_penalty
        scores = {"raw_score": submission.score, "late_submission_penalty": penalty}
        return {**row, **scores, "score": max(0.0, submission.score - (penalty or 0.0))}

    def _examined(self, assignment: str, student: str) -> tuple[str, str]:
        """Return the status and detail of the verdict on a submission; empty if there is no verdict."""
        root = Path(self._course_root(), FOLDER, assignment)
        verdict = Store(root).load(file_names([student.encode()])[0])
        return (verdict.status, verdict.detail) if verdict is not None else ("", "")

    def _course_root(self) -> str:
        course = getattr(self.parent, "coursedir", None) if isinstance(self.parent, Application) else None
        return str(course.root) if course is not None else "."


def _marked(submission: SubmittedAssignment) -> bool:
    """Return whether a person has given points."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return any(grade.manual_score is not None or grade.extra_credit for grade in grades)
