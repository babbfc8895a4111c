"""Feedback as small, self-contained HTML pages: one per student, and one on the class for the instructor."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.grading.screen import closing
from grader.grading.store import write_file
from grader.protocol.text import clean
from grader.results.check import CheckResult
from grader.results.exercise import ExerciseResult
from grader.results.row import Row
from grader.results.text import MARKS, load_error_text, message_text, number_text
from grader.results.verdict import Verdict


@functools.cache
def environment() -> Any:
    """Return Jinja's environment with the templates beside this file, escaping everything."""
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    found = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters["clean"] = clean
    return found


def student_page(verdict: Verdict) -> str:
    """Return the feedback for one student."""
    page: str = environment().get_template("student.html").render(
        v=verdict,
        student=clean(verdict.student),
        score=number_text(verdict.score),
        max_score=number_text(verdict.max_score),
        exercises=[_exercise(exercise) for exercise in verdict.exercises],
        load_errors=[load_error_text(error) for error in verdict.load_errors],
        versions=", ".join(f"{name} {version}" for name, version in verdict.versions.items()),
    )  # fmt: skip
    return page


def _exercise(exercise: ExerciseResult) -> dict[str, Any]:
    status = exercise.status
    return {"name": exercise.name, "status": status, "mark": MARKS[status], "earned": number_text(exercise.earned),
            "points": number_text(exercise.points), "checks": [_check(check) for check in exercise.checks]}  # fmt: skip


def _check(check: CheckResult) -> dict[str, Any]:
    """Return what a page shows about a check; its status is that of an exercise with only this check."""
    status = ExerciseResult(check.lesson, check.exercise, [check]).status
    return {"title": check.title, "status": status, "mark": MARKS[status], "earned": number_text(check.earned),
            "points": number_text(check.points), "note": check.note, "text": message_text(check.message)}  # fmt: skip


def class_page(rows: Sequence[Row], lesson: str, worth: dict[str, float], isolation: str, seed: int) -> str:
    """Return the page with the table of the class."""
    page: str = environment().get_template("index.html").render(
        rows=rows, lesson=lesson, worth=worth, isolation=isolation, seed=seed, closing=closing(rows)
    )  # fmt: skip
    return page


def write_student_page(folder: Path, file: str, verdict: Verdict) -> None:
    """Write feedback/<file>.html; raises StoreError."""
    write_file(folder / "feedback" / f"{file}.html", student_page(verdict).encode())
