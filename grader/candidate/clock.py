"""A limit on the time of one call into the submission, kept inside its own process.

It turns an endless loop into an error that names the line. This is a courtesy to the student, not a defence: an
untrusted candidate is also timed from outside.

What counts is the time in which the call runs or sleeps; while it waits for a processor that other programs have, the
limit is put off. Where the system does not tell how long that was, as behind the walls of the sandbox, a call that gets
hardly any processor time is taken to sleep, and any other one to be held up. A call that takes longer than a moment is
looked at now and then: whether it takes all of the memory, and where it is.
"""

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

from grader.candidate.memory import at_first, grown_beyond_half
from grader.candidate.waiting import Turns, own_turns

LOOK = 0.25  # seconds between looks at a call
AGAIN = 1.0  # seconds between rings: one may be lost where Python drops exceptions
SOON = 0.01  # seconds until the next ring, where an exception would be dropped and only printed
ASLEEP = 0.02  # share of the time on a processor below which a call sleeps, where the system does not tell
NEARLY = 0.02  # share of a limit that is not worth another wait


class OutOfTime(BaseException):
    """The call took longer than its limit."""


class OutOfMemory(BaseException):
    """The call has taken more memory than is left."""


class _Alarm:
    """The handler of SIGALRM; `kept` once it stays in place for the life of the process."""

    kept = False
    limit: "time_limit | None" = None

    @classmethod
    def ring(cls, number: int, frame: FrameType | None) -> None:
        if cls.limit is None:
            return
        left = cls.limit.left()
        if _dropped(frame) and left > -AGAIN:
            signal.setitimer(signal.ITIMER_REAL, SOON, AGAIN)
            return
        if cls.limit.look is not None:
            cls.limit.look(frame)
        if grown := grown_beyond_half():
            raise OutOfMemory(
                f"it has taken {grown / 2**30:.1f} GB, more than is left; "
                "does something grow in a loop that does not end?"
            )
        if left > NEARLY * cls.limit.seconds:
            signal.setitimer(signal.ITIMER_REAL, min(left, LOOK), AGAIN)
            return
        raise OutOfTime(f"no result within {cls.limit.seconds:g} s")


def _dropped(frame: FrameType | None) -> bool:
    """Tell whether Python would drop an exception here and print it: in a destructor, or in a callback of `gc`."""
    callbacks = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    while frame is not None:
        if frame.f_code in callbacks or frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


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

    Limits may be nested: the outer one resumes when the inner one is over. `look` is told now and then which frame is
    running. Raises `OutOfMemory` when the process has taken more memory than is left.
    """

    __slots__ = ("before", "begun", "look", "outer", "outer_left", "ran", "seconds", "turns", "used")

    def __init__(self, seconds: float, look: Callable[[FrameType | None], None] | None = None) -> None:
        self.seconds = seconds
        self.look = look
        self.used = False
        self.before: Any = None
        self.outer: time_limit | None = None
        self.outer_left = self.begun = self.ran = 0.0
        self.turns: Turns | None = None

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
        self.turns, self.ran, self.begun = own_turns(), time.thread_time(), time.monotonic()
        self.outer, _Alarm.limit = _Alarm.limit, self
        at_first()
        self.outer_left = signal.setitimer(signal.ITIMER_REAL, min(self.seconds, LOOK), AGAIN)[0]

    def left(self) -> float:
        """Return how many seconds are left."""
        return self.seconds - self.spent()

    def spent(self) -> float:
        """Return how many seconds the block has had so far; 0 where no limit is set."""
        if not self.used:
            return 0.0
        wall, ran, turns = time.monotonic() - self.begun, time.thread_time() - self.ran, own_turns()
        if self.turns is not None and turns is not None:
            return wall - (turns.waited - self.turns.waited)
        return wall if ran < ASLEEP * wall else ran

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.used:
            return
        _Alarm.limit = self.outer
        signal.setitimer(signal.ITIMER_REAL, self.outer_left, AGAIN if self.outer_left else 0.0)
        if not _Alarm.kept:
            signal.signal(signal.SIGALRM, self.before)
