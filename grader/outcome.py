"""The outcome of one check, as data, and the feedback text for it."""

import traceback
from typing import Any, Literal

import msgspec

from grader.errors import KINDS, CheckFailure, LoadFailure, NoSuchSymbol, NotStarted, SubmissionError, Unavailable
from grader.protocol.operations import Raised
from grader.protocol.texts import readable

Status = Literal["passed", "failed", "todo"]
LINES = 12
WIDTH = 300  # characters of a line


class Outcome(msgspec.Struct, kw_only=True):
    """What one check decided. `status` "todo" is a stub.

    `reason` is a word for tables: "wrong", "error" (the code raised), "stub", "missing", "load", "forbidden",
    "candidate" (no definite answer), "unusable" (the check could not go on with what it was given).
    """

    check: str
    exercise: str
    lesson: str
    points: float
    status: Status = "passed"
    reason: str = ""
    message: str = ""
    misconception: str | None = None
    note: str = ""
    remembered: bool = False
    printed: list[str] = []
    builds_on: list[str] = []
    seconds: float = 0.0

    @property
    def earned(self) -> float:
        """The points that this check gives."""
        return self.points if self.status == "passed" else 0.0

    @property
    def title(self) -> str:
        """The name of the check as a sentence."""
        return self.check.split("::")[-1].removeprefix("test_").replace("_", " ")


def judge(outcome: Outcome, error: BaseException, trace: list[str]) -> None:
    """Fill in status, reason and message from the exception that ended a check.

    What the submission made up may stand in the message: it is cut, and control characters are made visible.
    """
    _explain(outcome, error, trace)
    lines = outcome.message.splitlines() or [""]
    outcome.message = "\n".join(readable(line, WIDTH) for line in lines[: 2 * LINES])
    outcome.misconception = outcome.misconception and readable(outcome.misconception)


def _explain(outcome: Outcome, error: BaseException, trace: list[str]) -> None:
    called = [f"{'called     ' if i == 0 else '           '}{line}" for i, line in enumerate(trace)]
    outcome.status = "failed"
    if isinstance(error, CheckFailure):
        outcome.reason, outcome.misconception = "wrong", error.misconception
        lines = str(error).splitlines()
        room = max(1, LINES - len(lines))
        shown = called if len(called) <= room else [called[0], *called[len(called) - room + 1 :]]
        outcome.message = "\n".join([*shown[:room], *lines][:LINES])
    elif isinstance(error, NotStarted):
        outcome.status, outcome.reason, outcome.message = "todo", "stub", error.raised.message
    elif isinstance(error, SubmissionError | Unavailable):
        outcome.reason = error.raised.kind if error.raised.kind in KINDS else "error"  # it may say anything
        quiet = isinstance(error, LoadFailure | NoSuchSymbol)
        outcome.message = "\n".join([*([] if quiet else called), *raised_lines(error.raised)])
    else:
        outcome.reason = "unusable"
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = [f"    {frame.line}" for frame in last]
        what = f"the check could not go on with what your code gave: {type(error).__name__}: {error}"[:300]
        outcome.message = "\n".join([*called, what, *where])


def raised_lines(raised: Raised) -> list[str]:
    """Return the lines that tell what the submission raised and where."""
    text = f"{raised.type}: {raised.message}" if raised.message else raised.type
    beginning = {
        "load": f"this file or cell does not run: {text}",
        "candidate": f"no definite answer: {text}",
        "forbidden": f"not allowed here: {raised.message}",
        "missing": f"missing: {raised.message}",
    }.get(raised.kind, f"your code raised: {text}" if raised.line else f"the check met: {text}")
    first, *more = beginning.splitlines()[:3]
    lines = [first, *(f"    {line}" for line in more)]
    if raised.line:
        in_kernel = "ipykernel_" in raised.file  # a temporary name that tells nobody anything
        where = f"line {raised.line} of your cell" if in_kernel else f"{raised.file}:{raised.line}"
        lines.append(where + (f", in {raised.function}" if raised.function not in ("", "<module>") else ""))
        if raised.source:
            lines.append(f"    {raised.source}")
    return lines


def totals(outcomes: list[Outcome]) -> tuple[float, float]:
    """Return the points earned and the points there are."""
    return sum(o.earned for o in outcomes), sum(o.points for o in outcomes)


def number_text(points: float) -> str:
    """Return points without a needless fraction."""
    return f"{points:g}"


def plain(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as a JSON-able dict."""
    return msgspec.to_builtins(outcome)
