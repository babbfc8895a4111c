"""A line a student: all that is kept in memory of a verdict once it is written."""

import msgspec

from grader.examiner.verdict import Verdict
from grader.grading.text import one_line


class Row(msgspec.Struct):
    """A verdict in short. `points` and `worth` are by exercise; `reason` is the first thing that went wrong."""

    student: str
    file: str
    lesson: str
    score: float
    max_score: float
    status: str
    reason: str
    points: dict[str, float]
    worth: dict[str, float]
    reused: bool = False


def row_of(verdict: Verdict, file: str, reused: bool = False) -> Row:
    """Return the line for a verdict."""
    groups = verdict.exercises()
    return Row(
        student=verdict.student,
        file=file,
        lesson=verdict.lesson,
        score=verdict.score,
        max_score=verdict.max_score,
        status=verdict.status,
        reason=first_reason(verdict),
        points={name: sum(outcome.earned for outcome in group) for name, group in groups.items()},
        worth={name: sum(outcome.points for outcome in group) for name, group in groups.items()},
        reused=reused,
    )


def first_reason(verdict: Verdict) -> str:
    """Return one line on why there are not all points; the empty string when there are."""
    if verdict.status not in ("graded", "duplicate"):
        return one_line(verdict.detail)
    for outcome in verdict.outcomes:
        if outcome.status != "passed":
            lines = [line for line in outcome.message.splitlines() if not line.startswith(("called", " " * 11))]
            what = "not started" if outcome.status == "todo" else (outcome.misconception or " ".join(lines[:1]))
            return one_line(f"{outcome.exercise}: {what}")
    return one_line(verdict.detail) if verdict.status == "duplicate" else ""
