"""A line of a class's table: all that stays in memory of a verdict once it has been written."""

import msgspec

from grader.protocol.text import one_line
from grader.results.exercise import ExerciseStatus
from grader.results.verdict import GRADED, Verdict


class Row(msgspec.Struct):
    """A verdict in brief. `points` and `worth` are by exercise; `reason` is the first thing that went wrong."""

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
    """Return the row for a verdict."""
    exercises = verdict.exercises
    return Row(
        student=verdict.student,
        file=file,
        lesson=verdict.lesson,
        score=verdict.score,
        max_score=verdict.max_score,
        status=verdict.status,
        reason=first_reason(verdict),
        points={exercise.name: exercise.earned for exercise in exercises},
        worth={exercise.name: exercise.points for exercise in exercises},
        reused=reused,
    )


def first_reason(verdict: Verdict) -> str:
    """Return, in one line, the first reason for missing points; the empty string if none are missing."""
    if verdict.status not in GRADED:
        return one_line(verdict.detail)
    for name, why in reasons(verdict).items():
        return one_line(f"{name}: {why}")
    return one_line(verdict.detail) if verdict.status == "duplicate" else ""


def reasons(verdict: Verdict) -> dict[str, str]:
    """Return, for each exercise that has not passed, one line that says why."""
    found = {}
    for exercise in verdict.exercises:
        status = exercise.status
        if status is ExerciseStatus.FAILING:
            found[exercise.name] = one_line(exercise.failing[0].message.gist)
        elif status is not ExerciseStatus.PASSED:
            found[exercise.name] = str(status)
    return found
