"""nbgrader's gradebook: the points of a run are written into it, and what a person has marked there stays.

A person's marks are manual scores (also over an automatic one), extra credit and comments. They survive regrades,
resubmissions and changed checks, as they do in nbgrader's own commands.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.course.questions import Question
from grader.grading.marks import Answers, Marks, by_hand, note_on, notes_on_answers, read_answers, write_answers
from grader.grading.store import StoreError
from grader.results.row import Row
from grader.results.verdict import GRADED, INCOMPLETE

COURSE = "nn-by-hand"


def write_gradebook(
    path: Path, rows: Sequence[Row], lesson: str, worth: dict[str, float], questions: Sequence[Question] = ()
) -> tuple[dict[str, Marks], str]:
    """Write the points of `rows` into nbgrader's gradebook at `path`, which is made if there is none.

    It holds an assignment, a cell `test_<exercise>` for each exercise and a cell for each free-text question, with the
    names that they have in the notebooks made by `grader build`, and a submission for each student. What could not be
    examined has no automatic score there and needs manual grading, and so does a manual score whose verdict has
    changed; what lacked processor time stays out until it is examined. Students who are not in `rows` stay only if a
    person has marked something of theirs, without automatic scores where the maximum has changed. An answer has no
    points until a person has given some; if it changes afterwards, they stay and need another look. Which answers the
    gradebook knows is written beside it.

    Returns what the gradebook says about each student, and a note if it could not be written, else an empty string.
    """
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import OperationalError
    except ImportError:
        return {}, "no gradebook.db: nbgrader is not installed (pip install -e '.[instructor]')"
    temporary = None if path.exists() else _temporary(path)
    record = path.with_name("answers.json")
    known = read_answers(record)
    try:
        with _own_programs(), Gradebook(f"sqlite:///{temporary or path}", COURSE) as book:
            marks = _Writer(book, lesson, worth, questions, known).write(rows)
        if temporary is not None:
            temporary.replace(path)
    except Exception as error:  # SQLAlchemy has dozens of kinds
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        why = f"{path} was not written and is as it was before: {str(error).splitlines()[0]}"
        if isinstance(error, FileNotFoundError) or not isinstance(error, OSError | OperationalError):
            return {}, why
        raise StoreError(f"{why}. Mend this, then run the same command again") from None
    if questions:
        write_answers(record, known, rows)
    return marks, ""


def _temporary(path: Path) -> Path:
    """Return a free name beside `path`: a new gradebook is never there in part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    os.close(handle)
    Path(name).unlink()  # SQLite creates the file itself
    return Path(name)


@contextlib.contextmanager
def _own_programs() -> Iterator[None]:
    """Put this environment's programs on PATH: nbgrader asks `alembic` for the version of its tables."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


class _Writer:
    """Writes rows in one transaction; the library's own functions commit after every grade."""

    def __init__(
        self, book: Any, lesson: str, worth: dict[str, float], questions: Sequence[Question], known: Answers
    ) -> None:
        from nbgrader.api import Assignment, Notebook

        self.db: Any = book.db
        self.known = known
        self.changed: set[str] = set()  # ids of cells whose maximum has changed
        self.assignment = self.db.query(Assignment).filter_by(name=lesson).one_or_none() or book.add_assignment(lesson)
        self.notebook = self._one(Notebook, name=lesson, assignment=self.assignment)
        self.exercises = {name: self._cell(f"test_{name}", name, "code", points) for name, points in worth.items()}
        self.questions = [self._cell(one.name, one.name, "markdown", one.points) for one in questions]
        self.retired = [
            cell for cell in self.notebook.grade_cells if cell not in (*self.exercises.values(), *self.questions)
        ]
        for cell in list(self.retired):
            self._retire(cell)

    def write(self, rows: Sequence[Row]) -> dict[str, Marks]:
        """Write all rows and return what the gradebook then says, by student."""
        present = {row.student for row in rows}
        for submission in list(self.assignment.submissions):
            if submission.student_id not in present:
                if _marked(submission):
                    self._take_back(submission)
                else:
                    self._remove(submission)
        marks = {row.student: self._put(row) for row in rows}
        self.db.commit()
        return {student: found for student, found in marks.items() if found is not None}

    def _put(self, row: Row) -> Marks | None:
        """Write a row; one that lacked processor time stays only with marks: it is not a person's to grade."""
        from nbgrader.api import Comment, Student, SubmittedAssignment, SubmittedNotebook

        old = {"assignment": self.assignment, "student_id": row.student}
        submission = self.db.query(SubmittedAssignment).filter_by(**old).one_or_none()
        if row.status == INCOMPLETE and (submission is None or not _marked(submission)):
            if submission is not None:
                self._remove(submission)
            return None
        if submission is None:
            if self.db.get(Student, row.student) is None:
                self.db.add(Student(id=row.student, first_name="", last_name=""))
            submission = SubmittedAssignment(**old)
            self.db.add(submission)
            self.db.flush()
        submitted = self._one(SubmittedNotebook, notebook=self.notebook, assignment=submission)
        notes = self._grade(row, submitted)
        for cell in self.notebook.solution_cells:
            self._one(Comment, cell=cell, notebook=submitted)
        self.db.flush()
        self.db.expire(submission)
        grades = {grade.cell_id: grade for grade in submitted.grades}
        answers = [grades[cell.id] for cell in self.questions]
        marked = answers and all(grade.manual_score is not None for grade in answers)
        return Marks(
            submission.score, submission.max_score, notes, any(map(by_hand, submitted.grades)),
            submission.written_score if marked else None, submission.max_written_score,
        )  # fmt: skip

    def _grade(self, row: Row, submitted: Any) -> list[str]:
        """Write the points of a row; return what is to say about a person's marks."""
        from nbgrader.api import Grade

        old = {grade.cell_id: grade for grade in submitted.grades}
        anew = row.status in GRADED and not row.reused
        notes = []
        for name, cell in self.exercises.items():
            grade = old.get(cell.id) or self._one(Grade, cell=cell, notebook=submitted)
            points = row.points.get(name, 0.0) if row.has_score else None
            if grade.manual_score is None:
                grade.needs_manual_grade = points is None
            elif anew or grade.auto_score != points or cell.id in self.changed:
                grade.needs_manual_grade = True
            grade.auto_score = points
            if row.has_score or by_hand(grade):  # else the row's reason says it once
                notes += note_on(name, grade)
        notes += self._leave_to_a_person(row, submitted, old)
        for cell in self.retired:
            if cell.id in old:
                notes += note_on(cell.name.removeprefix("test_"), old[cell.id])
        return notes

    def _leave_to_a_person(self, row: Row, submitted: Any, old: dict[str, Any]) -> list[str]:
        """See to it that answers without a mark, or with a mark for another answer, wait for a person; return notes."""
        from nbgrader.api import Grade

        grades, known = {}, self.known.get(row.student, {})
        for cell in self.questions:
            grade = grades[cell.name] = old.get(cell.id) or self._one(Grade, cell=cell, notebook=submitted)
            other = row.answers.get(cell.name) != known.get(cell.name)
            if grade.manual_score is None or other or cell.id in self.changed:
                grade.needs_manual_grade = True
        if row.status not in GRADED:
            grades = {name: grade for name, grade in grades.items() if by_hand(grade)}
        return notes_on_answers(grades, row.answers)

    def _one(self, kind: Any, **fields: Any) -> Any:
        """Return the entry with these fields, a new one if there is none."""
        found = self.db.query(kind).filter_by(**fields).one_or_none()
        if found is None:
            found = kind(**fields)
            self.db.add(found)
            self.db.flush()
        return found

    def _cell(self, name: str, solution: str, kind: str, points: float) -> Any:
        """Return a cell with points, and see to it that its solution cell, which takes comments, exists."""
        from nbgrader.api import GradeCell, SolutionCell

        self._one(SolutionCell, name=solution, notebook=self.notebook)
        cell = self.db.query(GradeCell).filter_by(name=name, notebook=self.notebook).one_or_none()
        if cell is None:
            cell = GradeCell(name=name, notebook=self.notebook, cell_type=kind, max_score=points)
            self.db.add(cell)
        elif cell.max_score != points:
            cell.max_score = points
            self.changed.add(cell.id)
        self.db.flush()
        return cell

    def _retire(self, cell: Any) -> None:
        """Take a cell out that the lesson no longer has; where a person has marked it, it stays without a maximum."""
        grades = list(cell.grades)
        if any(map(by_hand, grades)):
            if cell.max_score:
                cell.max_score = 0.0
                for grade in grades:
                    grade.auto_score, grade.needs_manual_grade = 0.0, by_hand(grade)
            return
        self.retired.remove(cell)
        for entry in [*grades, cell]:
            self.db.delete(entry)
        self.db.flush()

    def _take_back(self, submission: Any) -> None:
        """Take back the automatic scores, of somebody who is not graded now, in cells whose maximum has changed."""
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.cell_id in self.changed:
                    grade.auto_score, grade.needs_manual_grade = None, True

    def _remove(self, submission: Any) -> None:
        """Take a submission out; nbgrader's tables do not take out by themselves what belongs to one."""
        for notebook in list(submission.notebooks):
            for entry in [*notebook.grades, *notebook.comments, notebook]:
                self.db.delete(entry)
        self.db.delete(submission)
        self.db.flush()


def _marked(submission: Any) -> bool:
    """Return whether a person has marked anything of a submission."""
    return any(
        any(by_hand(grade) for grade in notebook.grades) or any(comment.manual_comment for comment in notebook.comments)
        for notebook in submission.notebooks
    )
