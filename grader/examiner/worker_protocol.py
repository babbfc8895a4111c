"""What a worker is told and how it first answers, as data; cheap to import for the process that hands out work."""

import msgspec

from grader.examiner.limits import Limits
from grader.examiner.worst_case import worst_case
from grader.protocol.source import Module
from grader.results.check import CheckResult
from grader.results.verdict import Verdict, make_verdict, without_points


class ExaminerSettings(msgspec.Struct):
    """What a worker is started for. `spawn` starts candidates without forking, as on Windows."""

    lesson: str
    checks: str  # the folder of the lesson's checks
    seed: int
    isolation: str = "auto"
    training: bool = True
    limits: Limits = Limits()
    disabled: tuple[str, ...] = ()
    spawn: bool = False

    @property
    def forks(self) -> bool:
        """Whether a new candidate is a fork of a warm process rather than a Python that has yet to import torch."""
        return not self.spawn and self.isolation != "strict"


class Job(msgspec.Struct):
    """One submission to examine: its source, read and bounded already. `student` is any text that identifies it."""

    student: str
    digest: str
    modules: list[Module]


class Ready(msgspec.Struct):
    """A worker's first answer: how candidates are isolated, and the undecided checks."""

    isolation: str
    checks: list[CheckResult]

    def exercises(self) -> dict[str, float]:
        """Return the points of each exercise, in the lesson's order."""
        found: dict[str, float] = {}
        for check in self.checks:
            found[check.exercise] = found.get(check.exercise, 0) + check.points
        return found


def longest_examination(limits: Limits, checks: list[CheckResult]) -> float:
    """Return after how many seconds an examination must have gone wrong."""
    most = worst_case(limits, any(check.training for check in checks)).seconds
    return most * max(limits.patience, 1.3) + 60


def unexamined(checks: list[CheckResult], settings: ExaminerSettings, job: Job, why: str) -> Verdict:
    """Return the verdict for a submission whose examination itself broke off: no points, and the reason."""
    return make_verdict(
        job.student, settings.lesson, settings.seed, status="failed", detail=why, digest=job.digest,
        checks=[without_points(check, why) for check in checks], training=settings.training,
    )  # fmt: skip
