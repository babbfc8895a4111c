"""What can go wrong between a check and a submission, as exceptions that the plugin understands."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from grader.protocol.operations import Raised
from grader.results.message import Kind, Message, Misconception
from grader.results.text import message_text


class CheckFailure(AssertionError):
    """A property does not hold. `message` is the feedback; `misconceptions` are the known mistakes that explain it.

    `refuted` are the keys (the id, else the sentence) of those that were considered and do not explain it, `otherwise`
    is what to say where none does, and `clear` says that what is shown as expected and got differs at a glance.
    `find_kind` looks for the kind of difference; it takes milliseconds and is asked at the end only.
    """

    def __init__(
        self,
        message: Message,
        misconceptions: Sequence[Misconception] = (),
        *,
        refuted: Iterable[str] = (),
        otherwise: str = "",
        clear: bool = True,
        find_kind: Callable[[], Kind | None] = lambda: None,
    ) -> None:
        super().__init__(message_text(message))
        self.message = message
        self.misconceptions = list(misconceptions)
        self.refuted = frozenset(refuted)
        self.otherwise = otherwise
        self.clear = clear
        self.find_kind = find_kind

    @cached_property
    def seen_kind(self) -> Kind | None:
        """The kind of difference that is seen in the numbers, None if there is none."""
        return self.find_kind()

    @property
    def kind(self) -> Kind | None:
        """The kind of difference to show: none if a misconception explains the numbers."""
        return None if self.misconceptions else self.seen_kind


class SubmissionError(Exception):
    """The submission's code raised; `raised` says what and where."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(error_text(raised))
        self.raised = raised


class Unavailable(BaseException):
    """There is nothing to check, or no answer. Not an `Exception`, because no further example can change that."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(error_text(raised))
        self.raised = raised


class NotWritten(Unavailable):
    """The code that was called has not been written yet."""


class NoSuchSymbol(Unavailable):
    """The submission does not define the name."""


class LoadFailure(Unavailable):
    """The file or cell that should define the name did not run."""


class Forbidden(Unavailable):
    """The code uses something that the exercise forbids."""


class CandidateFailure(Unavailable):
    """The candidate gave no usable answer: it crashed, ran out of time or sent something that it may not send."""


class NotTried(Unavailable):
    """A call of the exercise did not end in an earlier check, and the next one would be waited for as long."""

    def __init__(self) -> None:
        super().__init__(Raised("candidate", "not tried", "not run: a call of this exercise did not end; see above"))


class EarlierError(Unavailable):
    """The submission's code raised in an operation before the requested one, such as an assignment."""


class LackedProcessor(Unavailable):
    """Other programs had the processors for so long that the call was given up; it says nothing about the code."""


class Unexamined:
    """What a session answers instead of a value when the machine, not the submission, is why there is none.

    Only the examiner's side makes it, from clocks of its own: a candidate has no way of sending one.
    """

    def __init__(self, why: str) -> None:
        self.raised = Raised("candidate", "not examined", why)


class Earlier:
    """What a session answers instead of a value when an earlier operation raised."""

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
    """Return the exception that represents what the submission raised."""
    return KINDS.get(raised.kind, SubmissionError)(raised)


def earlier_exception(earlier: Earlier) -> Unavailable:
    """Return the exception for what an earlier operation raised; never one that a check may be expecting."""
    return KINDS.get(earlier.raised.kind, EarlierError)(earlier.raised)
