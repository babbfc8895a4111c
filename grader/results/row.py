"""A line of a class's table: all that is kept in memory of a verdict once it is written."""

import msgspec

from grader.protocol.text import one_line
from grader.results.exercise import ExerciseStatus
from grader.results.verdict import GRADED, Verdict


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
    """Return one line on why there are not all points; the empty string when there are."""
    if verdict.status not in GRADED:
        return one_line(verdict.detail)
    for name, why in reasons(verdict).items():
        return one_line(f"{name}: {why}")
    return one_line(verdict.detail) if verdict.status == "duplicate" else ""


def reasons(verdict: Verdict) -> dict[str, str]:
    """Return, for each exercise that has not passed, in one line why not."""
    found = {}
    for exercise in verdict.exercises:
        status = exercise.status
        if status is ExerciseStatus.FAILING:
            found[exercise.name] = one_line(exercise.failing[0].message.gist)
        elif status is not ExerciseStatus.PASSED:
            found[exercise.name] = str(status)
    return found
