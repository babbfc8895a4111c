"""The result of one check."""

from typing import Literal

import msgspec

from grader.results.message import Message, Misconception
from grader.results.points import number_text

NO_PROCESSOR = "no processor"
LEFT_OUT = "left out"
NOT_TRIED = "not tried"
Status = Literal["undecided", "passed", "failed"]


class CheckResult(msgspec.Struct, kw_only=True):
    """The result of one check. It is undecided until something decides it, so that no check passes by default.

    `reason` says why a check has not passed:

    * "wrong": the property does not hold, and `misconceptions` are the known mistakes that explain it,
    * "error": the submission's code raised,
    * "stub": the exercise is untouched, "unfinished": part of it is still a stub,
    * "missing", "load": the name is not there, or the file or cell that should define it does not run,
    * "forbidden": the code uses something that the exercise forbids,
    * "candidate": there was no answer, as after a crash or a time-out,
    * "not tried": a call of its exercise did not end in an earlier check of the run, so it fails without being run,
    * "unusable": the check could not use what the code returned,
    * "not run": the check was skipped or interrupted; it stays undecided,
    * "left out": whoever started the run did not ask for it; it stays undecided,
    * "no processor": other programs kept the processors busy for too long; it stays undecided.
    """

    check: str
    exercise: str
    lesson: str
    points: float
    training: bool = False
    status: Status = "undecided"
    reason: str = ""
    message: Message = Message()
    misconceptions: list[Misconception] = []
    note: str = ""
    remembered: bool = False
    printed: list[str] = []
    builds_on: list[str] = []
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the check ran to its end and passed."""
        return self.status == "passed"

    @property
    def unwritten(self) -> bool:
        """Whether the check ran into code that is still to be written."""
        return self.reason in ("stub", "unfinished")

    @property
    def earned(self) -> float:
        """The points that this check earns."""
        return self.points if self.passed else 0.0

    @property
    def title(self) -> str:
        """The name of the check, as a sentence."""
        return title_of(self.check)

    def afresh(self) -> "CheckResult":
        """Return the same check, undecided again."""
        return msgspec.structs.replace(
            self, status="undecided", reason="", message=Message(), misconceptions=[], note="", remembered=False,
            printed=[], seconds=0.0,
        )  # fmt: skip


def title_of(check: str) -> str:
    """Return the name of a check, such as `lesson5/test_smooth.py::test_it_is_short`, as a sentence."""
    return check.rsplit("::", maxsplit=1)[-1].removeprefix("test_").replace("_", " ")


def earned_text(checks: list[CheckResult]) -> str:
    """Return the points that checks earn, as every view shows them: a dash if none of them was examined.

    A check that was skipped or broken off was examined in vain: it counts as not passed.
    """
    left = checks and all(check.reason in (LEFT_OUT, NO_PROCESSOR) for check in checks)
    return number_text(None if left else totals(checks)[0])


def totals(checks: list[CheckResult]) -> tuple[float, float]:
    """Return the points earned and the points there are."""
    return sum(check.earned for check in checks), sum(check.points for check in checks)
