"""How the outcome of a check becomes its result: from the exception that ended it to a message in parts."""

import re
import traceback
from collections.abc import Sequence

import msgspec

from grader.checks.errors import (
    KINDS,
    CheckFailure,
    LackedProcessor,
    LoadFailure,
    NoSuchSymbol,
    NotTried,
    NotWritten,
    SubmissionError,
    Unavailable,
    error_text,
)
from grader.errors import GraderError
from grader.plugin.in_other_words import in_other_words
from grader.protocol.operations import LayerStep, Raised
from grader.protocol.text import clean
from grader.results.check import NO_PROCESSOR, NOT_TRIED, CheckResult
from grader.results.message import Kind, LoadError, Message, Misconception, Where

WIDTH = 300  # characters per line
MOST_LINES = 24  # of one part; a message shows a dozen in all
ADDRESS = re.compile(r"0x[0-9a-f]{6,16}\b")  # of an object in memory, different in every run
ABSENT = re.compile(r"'(\w+)'(?: object)? has no attribute '(\w+)'")
MEANT = re.compile(r"; did you mean `(\w+)`\?$")

HEADLINES = {
    "load": "this file or cell does not run: {error}",
    "candidate": "{error}",
    "forbidden": "not allowed: {message}",
    "missing": "missing: {message}",
    "error": "your code raised: {error}",
}


def judge(result: CheckResult, error: BaseException, trace: Sequence[str]) -> None:
    """Fill in status, reason, message and misconceptions from the exception that ended a check.

    The message may contain text that the submission chose, so it is cut and cleaned.
    """
    if isinstance(error, LackedProcessor):
        not_run(result, error.raised.message, NO_PROCESSOR)
        return
    result.status = "failed"
    result.reason, message, found = explain(error, trace)
    result.message = tidy(message)
    result.misconceptions = [Misconception(m.id, _tidy_text(m.sentence)) for m in found]


def explain(error: BaseException, trace: Sequence[str]) -> tuple[str, Message, list[Misconception]]:
    """Return the reason, the message and the known mistakes for an exception; `trace` lists what was called."""
    called = list(trace)
    if isinstance(error, CheckFailure):
        message = msgspec.structs.replace(error.message, called=called, kind=error.kind)
        return "wrong", message, error.misconceptions
    if isinstance(error, GraderError):  # the submission cannot be read; the sentence says what to do
        return "load", Message(headline=str(error)), []
    if isinstance(error, NotTried):
        return NOT_TRIED, Message(headline=error.raised.message), []
    if isinstance(error, NotWritten):
        return "stub", Message(headline=error.raised.message), []  # `explain_stub` looks closer
    if isinstance(error, SubmissionError | Unavailable):
        reason = error.raised.kind if error.raised.kind in KINDS else "error"  # the submission may forge it
        quiet = isinstance(error, LoadFailure | NoSuchSymbol)
        return reason, raised_message(error.raised, [] if quiet else called), []
    what = f"the check could not use what your code returned: {type(error).__name__}: {error}"
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = Where("", 0, source=last[0].line or "") if last else None
    return "unusable", Message(called=called, headline=what[:WIDTH].splitlines()[0], where=where), []


def raised_message(raised: Raised, called: list[str]) -> Message:
    """Return the message that says what the submission raised and where."""
    first, *more = headline_of(raised).splitlines()[:3] or [""]
    return Message(
        called=called,
        headline="\n".join([first, *(f"    {line}" for line in more)]),
        sentences=in_other_words(raised),
        shapes=shapes_text(raised.steps),
        where=where_of(raised),
    )


def headline_of(raised: Raised) -> str:
    """Return what happened; the submission raised only where one of its lines is known."""
    if raised.kind in HEADLINES and raised.kind != "error":
        headline = HEADLINES[raised.kind]
    elif raised.line:
        headline = HEADLINES["error"]
    elif raised.type == "AttributeError" and (absent := ABSENT.search(raised.message)):
        holder, name = absent.groups()
        what = "keep the result in `self.out`" if name == "out" else f"the task asks for it in `{holder}`"
        near = MEANT.search(raised.message)
        return f"`{name}` is missing: {what}" + (f"; is `{near[1]}` meant for it?" if near else "")
    else:
        headline = "the call failed with: {error}"
    return headline.format(error=error_text(raised), message=raised.message)


def shapes_text(steps: Sequence[LayerStep]) -> str:
    """Return the way of the shapes, such as `Embedding (4, 8) -> (4, 8, 24) · Linear(20, 68): error`.

    What a layer got is said where it is not what the one before it gave.
    """
    parts, flowing = [], None
    for step in steps:
        got = f" {tuple(step.got)}" if step.got is not None and step.got != flowing else ""
        gave = ": error" if step.gave is None else f" -> {step.gave if type(step.gave) is str else tuple(step.gave)}"
        parts.append(f"{step.layer}{got}{gave}")
        flowing = step.gave
    return " · ".join(parts)


def load_error(raised: Raised) -> LoadError:
    """Return why a file or cell did not run, with its texts cleaned."""
    where = Where(_tidy_text(raised.file), raised.line, source=_tidy_text(raised.source))
    return LoadError(_tidy_text(raised.type), _tidy_text(raised.message), where)


def where_of(raised: Raised) -> Where | None:
    """Return the submission's own line, None if it is not known."""
    if not raised.line:
        return None
    in_kernel = "ipykernel_" in raised.file  # a temporary file name, which would mean nothing to the student
    return Where(raised.file, raised.line, raised.function, raised.source, cell=in_kernel)


def not_run(result: CheckResult, why: str, reason: str = "not run") -> None:
    """Record why a check did not run to its end; it stays undecided."""
    result.status, result.reason = "undecided", reason
    result.message = tidy(Message(headline=why))


def tidy(message: Message) -> Message:
    """Return the message with its texts cleaned, cut, and the same in every run."""
    where = message.where
    return Message(
        called=list(map(_tidy_text, message.called)),
        headline=_tidy_text(message.headline),
        expected=_tidy_text(message.expected),
        got=_tidy_text(message.got),
        difference=list(map(_tidy_text, message.difference)),
        kind=message.kind and Kind(message.kind.id, _tidy_text(message.kind.sentence)),
        sentences=list(map(_tidy_text, message.sentences)),
        shapes=_tidy_text(message.shapes),
        where=where and msgspec.structs.replace(
            where, file=_tidy_text(where.file), function=_tidy_text(where.function), source=_tidy_text(where.source)
        ),
    )  # fmt: skip


def _tidy_text(text: str) -> str:
    return "\n".join(clean(ADDRESS.sub("0x...", line), WIDTH) for line in text.splitlines()[:MOST_LINES])
