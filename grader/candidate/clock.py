"""A limit on the wall time of one call into the submission, kept inside its own process.

It turns an endless loop into an error that names the line. This is a courtesy to the student, not a defence: an
untrusted candidate is also timed from outside.
"""

import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Any

AGAIN = 1.0  # seconds between rings: one may be lost where Python drops exceptions, as in a callback or destructor


class OutOfTime(BaseException):
    """The call took longer than its limit."""


class _Alarm:
    """The handler of SIGALRM; `kept` once it stays in place for the life of the process."""

    kept = False
    seconds = 0.0

    @classmethod
    def ring(cls, number: int, frame: FrameType | None) -> None:
        raise OutOfTime(f"no result within {cls.seconds:g} s")


def keep_alarm() -> None:
    """Set the handler of SIGALRM once and for all: setting it for each call costs more than many calls do."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _Alarm.ring)
        _Alarm.kept = True


def _debugged() -> bool:
    """Tell whether a debugger may hold this process up; coverage traces as well, and holds up nothing."""
    trace = sys.gettrace()
    return trace is not None and type(trace).__module__.partition(".")[0] != "coverage"


class time_limit:  # noqa: N801  used like a function, as contextlib's are
    """Raise `OutOfTime` when the block takes longer; sets no limit under a debugger or outside the main thread.

    Limits may be nested: the outer one resumes when the inner one is over.
    """

    __slots__ = ("before", "outer", "seconds", "used")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.used = False
        self.before: Any = None
        self.outer = (0.0, 0.0)

    def __enter__(self) -> None:
        usable = (
            self.seconds > 0
            and hasattr(signal, "setitimer")
            and threading.current_thread() is threading.main_thread()
            and not _debugged()
        )
        if not usable:
            return
        if not _Alarm.kept:
            self.before = signal.signal(signal.SIGALRM, _Alarm.ring)
        self.used = True
        self.outer = _Alarm.seconds, signal.setitimer(signal.ITIMER_REAL, self.seconds, AGAIN)[0]
        _Alarm.seconds = self.seconds

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.used:
            return
        _Alarm.seconds, left = self.outer
        signal.setitimer(signal.ITIMER_REAL, left, AGAIN if left else 0.0)
        if not _Alarm.kept:
            signal.signal(signal.SIGALRM, self.before)
