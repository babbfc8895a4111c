"""Feedback as small HTML pages without anything from outside: one a student, and the class for the instructor."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.examiner.verdict import Verdict
from grader.grading.screen import closing
from grader.grading.store import write_file
from grader.grading.summary import Row
from grader.grading.text import clean
from grader.outcome import Outcome, number_text, totals

MARKS = {"passed": "✓", "failed": "✗", "todo": "·"}


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
    return environment().get_template("student.html").render(
        v=verdict,
        student=clean(verdict.student),
        score=number_text(verdict.score),
        max_score=number_text(verdict.max_score),
        exercises=[_exercise(name, group) for name, group in verdict.exercises().items()],
        marks=MARKS,
        versions=", ".join(f"{name} {version}" for name, version in verdict.versions.items()),
    )  # fmt: skip


def _exercise(name: str, outcomes: list[Outcome]) -> dict[str, Any]:
    earned, points = totals(outcomes)
    todo = all(outcome.status == "todo" for outcome in outcomes)
    status = "todo" if todo else "passed" if earned == points else "failed"
    return {"name": name, "outcomes": outcomes, "status": status, "earned": number_text(earned),
            "points": number_text(points)}  # fmt: skip


def class_page(rows: Sequence[Row], lesson: str, worth: dict[str, float], isolation: str, seed: int) -> str:
    """Return the page with the table of the class."""
    return environment().get_template("index.html").render(
        rows=rows, lesson=lesson, worth=worth, isolation=isolation, seed=seed, closing=closing(rows)
    )  # fmt: skip


def write_student_page(folder: Path, file: str, verdict: Verdict) -> None:
    """Write feedback/<file>.html; raises StoreError."""
    write_file(folder / "feedback" / f"{file}.html", student_page(verdict).encode())
