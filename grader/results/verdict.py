"""The verdict: what the examiner decided about one submission, as data that can be replayed."""

import contextlib
import importlib.metadata
import platform
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.results.check import NO_PROCESSOR, CheckResult, totals
from grader.results.exercise import ExerciseResult, by_exercise
from grader.results.message import LoadError, Message
from grader.results.points import number_text

GRADED = ("graded", "duplicate")  # the statuses with a score, be it 0; with any other there is no number
INCOMPLETE = "incomplete"  # the points are earned, but more may be: the machine was too busy to examine the rest


class Verdict(msgspec.Struct, kw_only=True):
    """The results of one submission's checks, and everything that they depend on.

    `status` is "graded", "duplicate" (graded, but another student has the same name), or says why there is no score:
    "empty", "unreadable", "ambiguous", "failed" if the examination itself broke off, or "incomplete" if other programs
    left too little processor time for some of the checks; `detail` explains it in a sentence, to the student too.
    `others` are sentences that name other students, for the instructor alone. `digest` is a sha256 over
    the submission, the checks and the examiner; the same digest and seed give the same results. `late`, `attempt` and
    `notes` say how it was handed in; `answers` are those to free-text questions, which a person marks. What differs
    from run to run is kept apart: `seconds`, `used` of the limits with these names, and `timings` by check. `training`
    says whether the checks that train a model were part of the examination, and so of the maximum; `worth` what the
    cells of the release were worth in nbgrader's gradebook, by grade id, and `handed_in` a digest of the files of the
    hand-in, if the verdict was made for it.
    """

    student: str
    lesson: str
    status: str = "graded"
    detail: str = ""
    others: list[str] = []
    checks: list[CheckResult] = []
    seed: int = 0
    digest: str = ""
    isolation: str = ""
    layers: tuple[str, ...] = ()
    load_errors: list[LoadError] = []
    printed: int = 0
    output: str = ""
    seconds: float = 0.0
    used: dict[str, float] = {}
    timings: dict[str, float] = {}
    versions: dict[str, str] = {}
    max_points: float | None = None
    training: bool = True
    late: bool = False
    attempt: str = ""
    notes: list[str] = []
    answers: dict[str, str] = {}
    worth: dict[str, float] = {}
    handed_in: str = ""

    @property
    def score(self) -> float:
        """The points earned."""
        return totals(self.checks)[0]

    @property
    def max_score(self) -> float:
        """The points there are."""
        return totals(self.checks)[1] if self.max_points is None else self.max_points

    @property
    def score_text(self) -> str:
        """The score as every view shows it: a dash where there is none."""
        return score_text(self.score, self.status)

    @property
    def exercises(self) -> list[ExerciseResult]:
        """The results by exercise."""
        return by_exercise(self.checks)

    def exercise(self, name: str) -> ExerciseResult:
        """Return the results of one exercise; it has no checks if the verdict holds none for it."""
        return next((found for found in self.exercises if found.name == name), ExerciseResult(self.lesson, name, []))


def make_verdict(
    student: str, lesson: str, seed: int, *, status: str = "graded", detail: str = "",
    checks: Sequence[CheckResult] = (), **more: Any,
) -> Verdict:  # fmt: skip
    """Return a verdict. Every verdict is made here, whether the submission was examined or could not be.

    What differs from run to run is taken out of the results: durations go to `timings`. `more` are further fields of
    `Verdict`.
    """
    return Verdict(
        student=student, lesson=lesson, seed=seed, status=status, detail=detail, versions=versions(),
        checks=[msgspec.structs.replace(check, seconds=0.0) for check in checks],
        timings={check.check: round(check.seconds, 4) for check in checks if check.seconds}, **more,
    )  # fmt: skip


def score_text(score: float, status: str) -> str:
    """Return a score as text; a dash if there is none, because the submission was not examined to its end."""
    return number_text(score if status in GRADED else None)


def status_of(checks: Sequence[CheckResult]) -> tuple[str, str]:
    """Return the status and the detail of a submission that was examined to its end: "graded" or "incomplete"."""
    missing = [check for check in checks if check.reason == NO_PROCESSOR]
    if not missing:
        return "graded", ""
    points = sum(check.points for check in missing)
    return INCOMPLETE, (
        f"{points:g} point{'s' if points != 1 else ''} not examined: other programs left too little processor time; "
        "grading again when the machine is less busy decides"
    )


def without_points(check: CheckResult, why: str) -> CheckResult:
    """Return the result of a check that could not be decided because the examination broke off."""
    return msgspec.structs.replace(
        check.afresh(), status="failed", reason="candidate", message=Message(headline=why)
    )  # fmt: skip


def versions() -> dict[str, str]:
    """Return the versions of Python and of libraries that a verdict depends on."""
    found = {"python": platform.python_version()}
    for name in ("torch", "hypothesis", "ipython"):  # IPython reads magics, and need not be installed
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def encode(verdict: Verdict) -> bytes:
    """Return the verdict as readable JSON, with its score: null if it was not examined to its end."""
    data: dict[str, Any] = msgspec.to_builtins(verdict)
    score = verdict.score if verdict.status in GRADED else None
    data = {"student": data.pop("student"), "lesson": data.pop("lesson"), "score": score,
            "max_score": verdict.max_score, **data}  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(data), indent=1)


def decode(text: bytes) -> Verdict:
    """Read a verdict back; raises msgspec.DecodeError or msgspec.ValidationError for anything else."""
    return msgspec.json.decode(text, type=Verdict)
