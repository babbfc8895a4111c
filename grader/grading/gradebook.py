"""The scores for other programs: grades.csv and nbgrader's gradebook."""

import contextlib
import csv
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.grading.store import StoreError, write_file
from grader.intake.names import spreadsheet_cell
from grader.results.row import Row
from grader.results.text import number_text
from grader.results.verdict import INCOMPLETE

COURSE = "nn-by-hand"


def write_grades(path: Path, rows: Sequence[Row]) -> None:
    """Write grades.csv; names that a spreadsheet would mistake for a formula get an apostrophe in front.

    `mistakes` lists the misconceptions by their stable ids, separated by spaces, so that a class's can be counted.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(["student", "lesson", "score", "max_score", "status", "mistakes"])
    for row in rows:
        name = spreadsheet_cell(row.student)
        score = "" if row.status == INCOMPLETE else number_text(row.score)  # a number would be a lost point
        mistakes = spreadsheet_cell(" ".join(mistake.key for mistake in row.mistakes))
        table.writerow([name, row.lesson, score, number_text(row.max_score), row.status, mistakes])
    write_file(path, text.getvalue().encode())


def write_gradebook(path: Path, rows: Sequence[Row], lesson: str, worth: dict[str, float]) -> str:
    """Write nbgrader's gradebook: an assignment, a grade cell `test_<exercise>` per exercise, a submission per student.

    Returns a note if nbgrader is not installed, an empty string otherwise. The cells have the names that they have in
    the notebooks made by `grader build`.
    """
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import OperationalError
    except ImportError:
        return "no gradebook.db: nbgrader is not installed (pip install -e '.[instructor]')"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    temporary.unlink()  # SQLite creates the file itself
    try:
        with _own_programs(), Gradebook(f"sqlite:///{name}", COURSE) as book:
            _fill(book, rows, lesson, worth)
        temporary.replace(path)
    except Exception as error:  # SQLAlchemy has dozens of kinds
        temporary.unlink(missing_ok=True)
        why = f"{path} could not be written: {str(error).splitlines()[0]}; everything else was"
        if isinstance(error, FileNotFoundError) or not isinstance(error, OSError | OperationalError):
            return why
        raise StoreError(why) from None
    return ""


@contextlib.contextmanager
def _own_programs() -> Iterator[None]:
    """Put this environment's programs on PATH: nbgrader asks `alembic` for the version of its tables."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _fill(book: Any, rows: Sequence[Row], lesson: str, worth: dict[str, float]) -> None:
    from nbgrader.api import Grade, GradeCell, Notebook, Student, SubmittedAssignment, SubmittedNotebook

    assignment = book.add_assignment(lesson)
    notebook = Notebook(name=lesson, assignment=assignment)
    book.db.add(notebook)
    cells = {
        exercise: GradeCell(name=f"test_{exercise}", max_score=points, notebook=notebook, cell_type="code")
        for exercise, points in worth.items()
    }
    book.db.add_all(cells.values())
    book.db.flush()
    for row in rows:  # one transaction; the library's own functions commit after every grade
        if row.status == INCOMPLETE:
            continue
        student = Student(id=row.student, first_name="", last_name="")
        submission = SubmittedAssignment(assignment=assignment, student=student)
        submitted = SubmittedNotebook(notebook=notebook, assignment=submission)
        book.db.add_all([student, submission, submitted])
        book.db.flush()
        for exercise, cell in cells.items():
            points = row.points.get(exercise, 0.0)
            book.db.add(Grade(cell_id=cell.id, notebook=submitted, auto_score=points, needs_manual_grade=False))
    book.db.commit()
