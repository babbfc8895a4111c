"""What can go wrong between a check and a submission, as exceptions that checks understand."""

from collections.abc import Sequence

from grader.protocol.operations import Raised
from grader.results.message import Message, Misconception
from grader.results.text import message_text


class CheckFailure(AssertionError):
    """A property does not hold. `message` is the feedback; `misconceptions` are the known mistakes that explain it."""

    def __init__(self, message: Message, misconceptions: Sequence[Misconception] = ()) -> None:
        super().__init__(message_text(message))
        self.message = message
        self.misconceptions = list(misconceptions)


class SubmissionError(Exception):
    """The submission's code raised; `raised` says what and where."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(error_text(raised))
        self.raised = raised


class Unavailable(BaseException):
    """There is nothing to check, or no answer to be had. Not an `Exception`: no further example can change it."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(error_text(raised))
        self.raised = raised


class NotWritten(Unavailable):
    """The code that was called is still to be written."""


class NoSuchSymbol(Unavailable):
    """The submission does not define the name."""


class LoadFailure(Unavailable):
    """The file or cell that should define the name did not run."""


class Forbidden(Unavailable):
    """The code uses what the exercise forbids."""


class CandidateFailure(Unavailable):
    """The candidate gave no definite answer: it crashed, ran out of time or sent what it may not send."""


class EarlierError(Unavailable):
    """The submission's code raised in an operation before the one that was asked for, an assignment for instance."""


class Earlier:
    """What a session answers in place of a value when an earlier operation raised."""

    def __init__(self, raised: Raised) -> None:
        self.raised = raised


KINDS: dict[str, type[Unavailable]] = {
    "stub": NotWritten,
    "missing": NoSuchSymbol,
    "load": LoadFailure,
    "forbidden": Forbidden,
    "candidate": CandidateFailure,
}


def error_text(raised: Raised) -> str:
    """Return `Type: message`."""
    return f"{raised.type}: {raised.message}" if raised.message else raised.type


def as_exception(raised: Raised) -> BaseException:
    """Return the exception that stands for what the submission raised."""
    return KINDS.get(raised.kind, SubmissionError)(raised)


def earlier_exception(earlier: Earlier) -> Unavailable:
    """Return the exception for what an earlier operation raised; it is never one that a check waits for."""
    return KINDS.get(earlier.raised.kind, EarlierError)(earlier.raised)
