"""Feedback as small, self-contained HTML pages: one per student, and one on the class for the instructor."""

import base64
import functools
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.course.questions import Question
from grader.grading.screen import closing
from grader.grading.store import write_file
from grader.protocol.text import clean
from grader.results.check import CheckResult, earned_text
from grader.results.exercise import ExerciseResult
from grader.results.message import LoadError, Where
from grader.results.points import number_text
from grader.results.row import Mistake, Row
from grader.results.text import MARKS, load_error_text, message_text
from grader.results.verdict import Verdict

# In rem: what a column of points needs, and all other columns of the class's table together. Where the window is
# narrower, the page shows a card for each row.
WIDTH_OF_POINTS, WIDTH_OF_OTHERS = 2.5, 44


@functools.cache
def environment() -> Any:
    """Return Jinja's environment with the templates beside this file, escaping everything."""
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    found = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters.update(clean=clean, digest=digest, points=number_text)
    return found


def digest(text: str) -> str:
    """Return the digest by which a page's Content-Security-Policy allows one style or script, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def student_page(verdict: Verdict, questions: Sequence[Question] = ()) -> str:
    """Return the feedback for one student; it shows the answers to questions, which a person marks later."""
    said = {_place(error.where) for error in verdict.load_errors}
    page: str = environment().get_template("student.html").render(
        v=verdict,
        student=clean(verdict.student),
        score=verdict.score_text,
        max_score=number_text(verdict.max_score),
        exercises=[_exercise(exercise, said) for exercise in verdict.exercises],
        load_errors=list(map(_load_error, verdict.load_errors)),
        questions=questions,
        versions=", ".join(f"{name} {version}" for name, version in verdict.versions.items()),
    )  # fmt: skip
    return page


def _place(where: Where | None) -> str:
    return f"{where.file}:{where.line}" if where else ""


def _load_error(error: LoadError) -> str:
    return "\n    ".join(filter(None, [load_error_text(error), error.where.source]))


def _exercise(exercise: ExerciseResult, said: set[str]) -> dict[str, Any]:
    status = exercise.status
    checks = [_check(check, said) for check in exercise.checks]
    notes = sorted({check.note for check in exercise.checks if check.note})
    return {"name": exercise.name, "status": status, "mark": MARKS[status], "earned": earned_text(exercise.checks),
            "points": number_text(exercise.points), "notes": notes, "checks": checks}  # fmt: skip


def _check(check: CheckResult, said: set[str]) -> dict[str, Any]:
    """Return what a page shows about a check; its status is that of an exercise with only this check.

    A message that is in `said` is not repeated, nor is why a file or cell does not run if the line of it is there.
    """
    text = message_text(check.message)
    repeated = bool(text) and (text in said or (check.reason == "load" and _place(check.message.where) in said))
    said.add(text)
    status = ExerciseResult(check.lesson, check.exercise, [check]).status
    return {"title": check.title, "status": status, "mark": MARKS[status], "earned": earned_text([check]),
            "points": number_text(check.points), "repeated": repeated, "text": "" if repeated else text}  # fmt: skip


def class_page(
    rows: Sequence[Row], lesson: str, worth: dict[str, float], isolation: str, seed: int, for_all: Sequence[str] = ()
) -> str:
    """Return the page with the table of the class, what holds for all of it, and the count of its mistakes."""
    page: str = environment().get_template("index.html").render(
        rows=rows, lesson=lesson, worth=worth, isolation=isolation, seed=seed, closing=closing(rows, for_all),
        counted=counted(rows), columns_fit=WIDTH_OF_OTHERS + WIDTH_OF_POINTS * len(worth),
    )  # fmt: skip
    return page


def counted(rows: Sequence[Row]) -> list[tuple[Mistake, int]]:
    """Return each mistake of the class with the number of students who made it, the most frequent first."""
    numbers = Counter(mistake.key for row in rows for mistake in row.mistakes)
    first = {mistake.key: mistake for row in reversed(rows) for mistake in row.mistakes}
    return [(first[key], number) for key, number in numbers.most_common()]


def write_student_page(folder: Path, file: str, verdict: Verdict, questions: Sequence[Question] = ()) -> None:
    """Write feedback/<file>.html; raises StoreError."""
    write_file(folder / "feedback" / f"{file}.html", student_page(verdict, questions).encode())
