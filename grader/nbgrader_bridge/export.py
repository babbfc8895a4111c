"""`nbgrader export` in which what was not examined is never a number.

nbgrader writes 0.0 for a student who has handed in nothing, and counts a test cell without a score as 0; a spreadsheet
cannot tell either from a true zero. Here the score is empty until everything is examined; what a person gives before
is a final score. Three further columns say what was examined, why there is no number and what to look at. Nor is there
one if a release has changed since what a cell is worth.

Scores and maxima are those of the checks, with what a person has changed. Free-text questions have columns of their own
(`written`, as nbgrader calls it), which are empty until a person has marked all of a student's answers, and so is the
final score of both together.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Grade, Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets.config import Application

from grader.grading.marks import by_hand, note_on, notes_on_answers
from grader.grading.store import Store, write_file
from grader.intake.names import csv_line, spreadsheet_cell
from grader.nbgrader_bridge.execute import PREFIX
from grader.nbgrader_bridge.run import FOLDER, file_of
from grader.nbgrader_bridge.worth import under_other_points
from grader.results.row import examined, note_of
from grader.results.verdict import GRADED, INCOMPLETE, Verdict

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score", "status", "reason", "examined", "written_score",
    "written_max_score", "final_score", "final_max_score",
)  # fmt: skip

NOT_EXAMINED = "not examined"


class ExaminedExport(ExportPlugin):
    """Writes the columns of nbgrader's own CSV, `status`, `reason` and `examined`, and written and final scores."""

    def export(self, gradebook: Gradebook) -> None:
        """Write a line for each assignment and student."""
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        lines = [csv_line(COLUMNS)]
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in self.assignment:
                continue
            for student in gradebook.students:
                if not self.student or student.id in self.student:
                    row = self._row(gradebook, assignment, student)
                    lines.append(csv_line(_cell(row.get(key)) for key in COLUMNS))
        write_file(target, "".join(lines).encode())

    def _row(self, gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
        written = assignment.max_written_score
        row = {
            "assignment": assignment.name, "duedate": assignment.duedate, "student_id": student.id,
            "last_name": student.last_name, "first_name": student.first_name, "email": student.email,
            "max_score": assignment.max_score - written, "written_max_score": written or None,
            "final_max_score": assignment.max_score,
        }  # fmt: skip
        try:
            submission = gradebook.find_submission(assignment.name, student.id)
        except MissingEntry:
            if not self._handed_in(assignment.name, student.id):
                return {**row, "status": "not handed in"}
            why = f"handed in and not graded yet: nbgrader autograde {assignment.name}"
            return {**row, "status": NOT_EXAMINED, "reason": why}
        row |= {"timestamp": submission.timestamp, "status": "graded"}
        verdict = self._verdict(assignment.name, student.id, assignment.name)
        if verdict is not None:
            row["examined"] = examined(verdict)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        repriced = self._under_other_points(submission)
        answers = [grade for grade in grades if grade.cell.cell_type == "markdown"]
        tests = [grade for grade in grades if grade not in answers and grade.name not in repriced]
        status, why, has_number = _examined(tests, verdict)
        marked = any(by_hand(grade) for grade in grades)
        reasons = [why, *([note_of(verdict), _missing(verdict)] if verdict and verdict.status in GRADED else [])]
        reasons += [note for grade in tests if by_hand(grade) for note in note_on(_exercise(grade.name), grade)]
        if repriced:
            names = ", ".join(f"{_exercise(name)} ({words})" for name, words in repriced.items())
            again = f"nbgrader autograde {assignment.name} --force --student {student.id}"
            reasons.append(f"graded under other points: {names}; grade it again: {again}")
            status, has_number, marked = "out of date" if status == "graded" else status, False, False
        waiting = [grade.name for grade in answers if grade.manual_score is None]
        asked = {grade.name: grade for grade in answers if _is_examined(verdict) or by_hand(grade)}
        reasons += notes_on_answers(asked, asked)
        row |= {"status": status, "reason": "; ".join(filter(None, reasons))}
        if answers and not waiting and not any(grade.name in repriced for grade in answers):
            row["written_score"] = submission.written_score
        penalty = submission.late_submission_penalty
        if not waiting and status != INCOMPLETE and (has_number or marked):
            row["final_score"] = max(0.0, submission.score - (penalty or 0.0))
        if not has_number:
            return row
        checks = submission.score - submission.written_score
        score = max(0.0, checks - (penalty or 0.0))
        return {**row, "raw_score": checks, "late_submission_penalty": penalty, "score": score}

    def _under_other_points(self, submission: Any) -> dict[str, str]:
        """Return the grades of a submission that were given when their cells had other points; see worth.py."""
        found: dict[str, str] = {}
        for notebook in submission.notebooks:
            verdict = self._verdict(submission.name, submission.student_id, notebook.name)
            found |= under_other_points(notebook.grades, verdict.worth if verdict else {})
        return found

    def _verdict(self, assignment: str, student: str, notebook: str) -> Verdict | None:
        root = Path(self._course_root(), FOLDER, assignment)
        return Store(root).load(file_of(student, notebook, assignment))

    def _handed_in(self, assignment: str, student: str) -> bool:
        course = self._course()
        if course is None:
            return False
        return Path(course.root, course.format_path(course.submitted_directory, student, assignment)).exists()

    def _course_root(self) -> str:
        course = self._course()
        return str(course.root) if course is not None else "."

    def _course(self) -> Any:
        return getattr(self.parent, "coursedir", None) if isinstance(self.parent, Application) else None


def _cell(value: Any) -> Any:
    return spreadsheet_cell(value) if isinstance(value, str) else value


def _exercise(name: str) -> str:
    return name.removeprefix(PREFIX)


def _is_examined(verdict: Verdict | None) -> bool:
    return verdict is None or verdict.status in GRADED


def _missing(verdict: Verdict) -> str:
    """Return what is not there under its name, unless a cell that did not run explains it; empty if nothing is."""
    lacks = {check.exercise: check.message.gist for check in verdict.checks if check.reason == "missing"}
    if not lacks or verdict.load_errors:
        return ""
    more = f" and {len(lacks) - 1} more" if lacks.keys() - {next(iter(lacks))} else ""
    return f"worth a look: {next(iter(lacks.values())).removeprefix('missing: ')}{more}"


def _examined(tests: Sequence[Grade], verdict: Verdict | None) -> tuple[str, str, bool]:
    """Return the status of a submission, why it has that, and whether its score in the test cells is a number."""
    open_ = [grade for grade in tests if grade.auto_score is None and grade.manual_score is None]
    if verdict is not None and not _is_examined(verdict):
        return verdict.status, verdict.detail, False
    if not open_:
        return "graded", "", True
    if len(open_) == len(tests) and verdict is None:
        return NOT_EXAMINED, "there is no verdict: autograde again, or give the points by hand", False
    names = ", ".join(_exercise(grade.name) for grade in open_)
    left_out = verdict is not None and not verdict.training
    why = f"not all checks of {names} were examined" + (", because trainings were left out" if left_out else "")
    how = "with c.ExaminerExecute.training = True and autograde --force" if left_out else "with autograde --force"
    return "incomplete", f"{why}; examine them {how}, or give the points by hand", False
