"""A limit on the time of one call into the submission, kept inside its own process.

It turns an endless loop into an error that names the line. This is a courtesy to the student, not a defence: an
untrusted candidate is also timed from outside.

What counts is the time in which the call runs or sleeps; while it waits for a processor that other programs have, the
limit is put off. Where the system does not tell how long that was, as behind the walls of the sandbox, a call that gets
hardly any processor time is taken to sleep, and any other one to be held up. A call that takes longer than a moment is
looked at now and then: whether it takes all of the memory, and where it is.

The exception is raised wherever the call happens to be. Python drops and prints what is raised in a destructor or in a
callback of `gc` or of a weak reference; where it does, the same is raised again in the frame below, until one has seen
it.
"""

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
AGAIN = 1.0  # seconds between rings: the call may catch one, and go on
SOON = 0.01  # seconds until the next ring, where an exception was dropped or would leave the limit in place
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
    hook: Callable[["sys.UnraisableHookArgs"], object] | None = None  # that of sys, while ours is in its place
    traced: Any = None  # what traced this thread then, such as coverage

    @classmethod
    def ring(cls, number: int, frame: FrameType | None) -> None:
        if cls.limit is None:
            return
        if _begins_or_ends(frame):
            signal.setitimer(signal.ITIMER_REAL, SOON, AGAIN)
            return
        left = cls.limit.left()
        if cls.limit.look is not None:
            cls.limit.look(frame)
        if grown := grown_beyond_half():
            cls.insist()
            raise OutOfMemory(
                f"it has taken {grown / 2**30:.1f} GB, more than is left; "
                "does something grow in a loop that does not end?"
            )
        if left > NEARLY * cls.limit.seconds:
            signal.setitimer(signal.ITIMER_REAL, min(left, LOOK), AGAIN)
            return
        cls.insist()
        raise OutOfTime(f"no result within {cls.limit.seconds:g} s")

    @classmethod
    def insist(cls) -> None:
        """Hear of an exception that is dropped, until the block is over."""
        if cls.hook is None:
            cls.hook, sys.unraisablehook = sys.unraisablehook, cls.dropped
            cls.traced = sys.gettrace()

    @classmethod
    def dropped(cls, unraisable: "sys.UnraisableHookArgs") -> None:
        error = unraisable.exc_value
        if isinstance(error, OutOfTime | OutOfMemory):
            signal.setitimer(signal.ITIMER_REAL, SOON, AGAIN)  # another destructor may come before that frame goes on
            _raise_in(sys._getframe(1), type(error)(*error.args))
        elif cls.hook is not None:
            cls.hook(unraisable)

    @classmethod
    def relent(cls) -> None:
        """Put back what `insist` has changed."""
        if cls.hook is not None:
            if sys.unraisablehook == cls.dropped:
                sys.unraisablehook = cls.hook
            cls.hook = None
            if sys.gettrace() is not cls.traced:
                sys.settrace(cls.traced)


def _begins_or_ends(frame: FrameType | None) -> bool:
    """Tell whether a block with a limit begins or ends here: the collector, too, may run in the midst of that."""
    codes = (time_limit.__enter__.__code__, time_limit.__exit__.__code__)
    while frame is not None:
        if frame.f_code in codes:
            return True
        frame = frame.f_back
    return False


def _raise_in(frame: FrameType, error: BaseException) -> None:
    """Raise an exception in a frame that is not the running one, as soon as it goes on."""

    def trace(running: FrameType, event: str, value: Any) -> None:
        if running is frame:
            raise error  # which ends the tracing

    if not _begins_or_ends(frame):
        frame.f_trace, frame.f_trace_opcodes = trace, True
        sys.settrace(trace)


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
        _Alarm.relent()
        signal.setitimer(signal.ITIMER_REAL, self.outer_left, AGAIN if self.outer_left else 0.0)
        if not _Alarm.kept:
            signal.signal(signal.SIGALRM, self.before)
