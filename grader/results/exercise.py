"""What the results of its checks mean for an exercise. This is the only place that decides the status."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from grader.results.check import NOT_TRIED, CheckResult, totals
from grader.results.message import Message


class ExerciseStatus(StrEnum):
    """How far along an exercise is; every view shows one of these words."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    FAILING = "failing"
    PASSED = "passed"
    NOT_EXAMINED = "not examined"


class ExerciseResult(msgspec.Struct, frozen=True):
    """One exercise and the results of all its checks, including undecided ones."""

    lesson: str
    name: str
    checks: list[CheckResult]

    @property
    def earned(self) -> float:
        """The points earned."""
        return totals(self.checks)[0]

    @property
    def points(self) -> float:
        """The points there are."""
        return totals(self.checks)[1]

    @property
    def status(self) -> ExerciseStatus:
        """How far along the exercise is. Passed means that every check ran to its end and passed."""
        if self.checks and all(check.passed for check in self.checks):
            return ExerciseStatus.PASSED
        if self.failing:
            return ExerciseStatus.FAILING
        unwritten = self.unwritten
        if not unwritten:
            return ExerciseStatus.NOT_EXAMINED
        untouched = all(check.reason == "stub" for check in unwritten) and not any(c.passed for c in self.checks)
        return ExerciseStatus.NOT_STARTED if untouched else ExerciseStatus.IN_PROGRESS

    @property
    def failing(self) -> list[CheckResult]:
        """The checks that failed on code that the student has written."""
        return [check for check in self.checks if check.status == "failed" and not check.unwritten]

    @property
    def telling(self) -> CheckResult | None:
        """The failing check that is explained where only one is.

        It is the first, but for a wrong result of which nothing is known: then the first whose mistake is known.
        """
        tried = [check for check in self.failing if check.reason != NOT_TRIED]
        first = next(iter(tried), None)
        if first is None or first.reason != "wrong" or first.message.sentences or first.message.kind:
            return first
        return next((check for check in tried if check.reason == "wrong" and check.misconceptions), first)

    @property
    def unwritten(self) -> list[CheckResult]:
        """The checks that ran into code that is still to be written."""
        return [check for check in self.checks if check.unwritten]

    @property
    def not_run(self) -> list[CheckResult]:
        """The checks that are undecided."""
        return [check for check in self.checks if check.status == "undecided"]

    @property
    def to_do(self) -> list[Message]:
        """What the parts still to be written ask for, each once."""
        return list({check.message.headline: check.message for check in self.unwritten}.values())


def by_exercise(checks: Iterable[CheckResult]) -> list[ExerciseResult]:
    """Group results by lesson and exercise, in order of first appearance."""
    found: dict[tuple[str, str], list[CheckResult]] = {}
    for check in checks:
        found.setdefault((check.lesson, check.exercise), []).append(check)
    return [ExerciseResult(lesson, name, group) for (lesson, name), group in found.items()]


def broken_below(exercise: ExerciseResult, others: Iterable[ExerciseResult]) -> list[str]:
    """Return the exercises that a failing one uses and that fail themselves."""
    if exercise.status is not ExerciseStatus.FAILING:
        return []
    lost = {
        other.name
        for other in others
        if other.lesson == exercise.lesson and any(check.status == "failed" for check in other.checks)
    }
    return [name for name in exercise.checks[0].builds_on if name in lost]
