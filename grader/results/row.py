"""A line of a class's table: all that stays in memory of a verdict once it has been written."""

import hashlib

import msgspec

from grader.protocol.text import TEXT_LIMIT, one_line
from grader.results.exercise import ExerciseStatus
from grader.results.points import number_text
from grader.results.text import load_error_text
from grader.results.verdict import GRADED, INCOMPLETE, Verdict, score_text

UNRUN = ("load", "missing")  # why a check did not get as far as its question
ALL_CHECKS, NO_TRAININGS = "all checks", "without trainings"


class Mistake(msgspec.Struct, frozen=True):
    """What an exercise fails for. `id` holds nothing of the example, so that a class's mistakes can be counted by it.

    It is the id of the misconception or, where a check recognises none, the name of that check.
    """

    exercise: str
    id: str
    sentence: str

    @property
    def key(self) -> str:
        """The name under which the mistake is counted: an id stands for one misconception within its exercise."""
        return f"{self.exercise}/{self.id}"


class Row(msgspec.Struct):
    """A verdict in brief. `points` and `worth` are by exercise; `reason` is the first thing that went wrong.

    An exercise that was not examined to its end has no `points`.

    `examined` says what was examined: all checks, or those that do not train a model; empty if not to the end. `note`
    is what else there is to say about this row, such as how the submission was found; empty if nothing. `answers` are
    the digests of the answers to free-text questions, by question.
    """

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

    note: str = ""
    mistakes: list[Mistake] = []
    examined: str = ""
    late: bool = False
    answers: dict[str, str] = {}

    @property
    def has_score(self) -> bool:
        """Whether the submission was examined to its end, so that its score is a number, be it 0."""
        return self.status in GRADED

    @property
    def score_text(self) -> str:
        """The score as every view shows it; see `Verdict.score_text`."""
        return score_text(self.score, self.status)

    def points_text(self, exercise: str) -> str:
        """Return the points of an exercise as every view shows them: a dash where there are none."""
        return number_text(self.points.get(exercise))


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
        points=_points(verdict),
        worth={exercise.name: exercise.points for exercise in exercises},
        reused=reused,
        note=note_of(verdict),
        late=verdict.late,
        answers={name: hashlib.sha256(text.encode()).hexdigest() for name, text in verdict.answers.items()},
        examined=examined(verdict),
        mistakes=mistakes(verdict),
    )


def examined(verdict: Verdict) -> str:
    """Return what was examined: all checks or those that do not train a model; empty if not to the end."""
    if verdict.status not in GRADED:
        return ""
    return ALL_CHECKS if verdict.training else NO_TRAININGS


def _points(verdict: Verdict) -> dict[str, float]:
    """Return the points of the exercises that were examined to their end."""
    if verdict.status not in (*GRADED, INCOMPLETE):
        return {}
    return {
        exercise.name: exercise.earned
        for exercise in verdict.exercises
        if verdict.status in GRADED or not exercise.not_run
    }


def note_of(verdict: Verdict) -> str:
    """Return, in one line, how the submission was found and handed in; empty if there is nothing to say."""
    detail = _explained(verdict) if verdict.status in GRADED else ""
    texts = ["late" if verdict.late else "", verdict.attempt, detail, *verdict.notes, _load_errors(verdict)]
    return one_line("; ".join(filter(None, texts)), TEXT_LIMIT)


def _load_errors(verdict: Verdict) -> str:
    """Return what does not run; that it is worth a look where one line may have cost all that follows."""
    if not verdict.load_errors:
        return ""
    more = len(verdict.load_errors) - 1
    text = f"does not run: {load_error_text(verdict.load_errors[0])}" + (f" and {more} more" if more else "")
    costs = any(check.reason == "load" for check in verdict.checks)
    return f"worth a look: {text}" if costs else text


def first_reason(verdict: Verdict) -> str:
    """Return, in one line and whole, the first reason for missing points; the empty string if none are missing."""
    if verdict.status not in GRADED:
        return one_line(_explained(verdict), TEXT_LIMIT)
    return next((f"{name}: {why}" for name, why in reasons(verdict).items()), "")


def _explained(verdict: Verdict) -> str:
    """Return what explains the status to the instructor: the names of other students are told to nobody else."""
    return "; ".join(filter(None, [*verdict.others, verdict.detail]))


def reasons(verdict: Verdict) -> dict[str, str]:
    """Return, for each exercise that has not passed, one line that says why."""
    found = {}
    for exercise in verdict.exercises:
        status = exercise.status
        if status is ExerciseStatus.FAILING:
            found[exercise.name] = one_line((exercise.telling or exercise.failing[0]).message.gist, TEXT_LIMIT)
        elif status is not ExerciseStatus.PASSED:
            found[exercise.name] = str(status)
    return found


def mistakes(verdict: Verdict) -> list[Mistake]:
    """Return what the failing exercises fail for: each misconception once or, where none is named, the first check.

    A check that never ran, because the code does not load or is not there, has found no mistake.
    """
    found: dict[str, Mistake] = {}
    for exercise in verdict.exercises:
        failing = [check for check in exercise.failing if check.reason not in UNRUN]
        named = [Mistake(exercise.name, one.id, one.sentence) for check in failing for one in check.misconceptions]
        if failing and not named:
            slug = failing[0].title.replace(" ", "-")
            named = [Mistake(exercise.name, slug, one_line(failing[0].message.gist, TEXT_LIMIT))]
        for mistake in named:
            found.setdefault(mistake.key, mistake)
    return list(found.values())
