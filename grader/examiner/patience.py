"""When to give up on an answer: once the candidate has had its time, not counting the time without a processor.

How long other programs have kept a candidate waiting, the kernel tells the examiner (`grader.candidate.waiting`); a
candidate can neither claim it nor bring it about. One that sleeps waits for nothing, and pays for it.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from typing import NamedTuple

from grader.candidate.waiting import awake, held_up, ran
from grader.examiner.limits import GRACE, LOOK, SLACK, longest
from grader.sandbox.parents import parents

HAD_ITS_TIME = 0.9  # share of its limit that a candidate must have had for its own clock to be believed


class Doing(NamedTuple):
    """Seconds of all threads of a process: on processors, and those of its present threads there or ready to be."""

    ran: float
    awake: float

    def since(self, before: "Doing") -> float:
        """Return how many of the seconds since then, at least, it was not asleep; a thread that has ended counts."""
        return max(self.ran - before.ran, self.awake - before.awake, 0.0)


class Waiting:
    """How long the processes below a supervisor have waited for a processor that others had."""

    def __init__(self, supervisor: int) -> None:
        self.supervisor = supervisor
        self.credited = self.spare = 0.0
        self.pids: list[int] = []

    def since_the_last_look(self, most: float) -> float:
        """Return how many seconds have come to it since the last look, at most `most`; 0 where the system is silent.

        What is more than that came before, in calls that were not looked at; `rest` returns it.
        """
        self.pids = self.pids or list(descendants(self.supervisor))
        found = max((held_up(pid) or 0.0 for pid in self.pids), default=0.0)
        fresh, self.credited = max(found - self.credited, 0.0), max(found, self.credited)
        given = min(fresh, most)
        self.spare += fresh - given
        return given

    def rest(self, most: float) -> float:
        """Return how many seconds no look has returned yet, at most `most`."""
        self.since_the_last_look(0)
        given, self.spare = min(self.spare, most), 0.0
        return given

    def doing(self) -> Doing | None:
        """Return what the threads have done so far; None where the system is silent."""
        self.pids = self.pids or list(descendants(self.supervisor))
        found = [(ran(pid), awake(pid)) for pid in self.pids]
        return max((Doing(run, up) for run, up in found if run is not None and up is not None), default=None)


def descendants(pid: int) -> Iterator[int]:
    """Yield a process and all below it; only what is there now, and nothing where there is no /proc."""
    children: dict[int, list[int]] = {}
    with contextlib.suppress(OSError):
        proc = os.open("/proc", os.O_RDONLY)
        try:
            for child, parent in parents(proc):
                children.setdefault(parent, []).append(child)
        finally:
            os.close(proc)
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += children.get(current, [])


class Patience:
    """The deadline of one answer, a `time.monotonic` value that moves while the candidate waits for a processor.

    It moves to `most` times `seconds` after the beginning, and no further.
    """

    def __init__(self, waiting: Waiting, seconds: float, most: float) -> None:
        self.waiting, self.seconds = waiting, seconds
        self.begun = self.looked = time.monotonic()
        self.at = self.begun + longest(seconds)
        self.latest = self.begun + seconds * max(most, SLACK) + GRACE
        self.put_off = 0.0

    def deadline(self) -> float:
        """Return when to give up, as far as is known now."""
        now = time.monotonic()
        if self.at <= now:
            self.look(now)
        return self.at

    def look(self, now: float) -> None:
        """Put the deadline off by what the candidate has had to wait since the last look."""
        fresh = self.waiting.since_the_last_look(now - self.looked)
        self.looked = now
        self.put_off += fresh
        self.at = min(self.at + fresh, self.latest)

    def rang_too_early(self) -> bool:
        """Return whether a candidate's own clock has rung at its limit although mostly others had the processor.

        Before the limit no clock rings, so a candidate that says so then pays for it.
        """
        now = time.monotonic()
        self.look(now)
        wall = now - self.begun
        return wall >= self.seconds and wall - self.put_off < HAD_ITS_TIME * self.seconds and self.put_off > wall / 2

    @property
    def lacked_processor(self) -> bool:
        """Whether it was given up although it had not had its time."""
        return self.at >= self.latest and self.put_off > 0


class TrainingPatience(Patience):
    """The patience with a training, which is looked at while it goes on: one that only sleeps is given up soon.

    `stall` is how many seconds it may neither compute nor wait for a processor. Threads that wait for each other while
    one of them waits for a processor do not sleep.
    """

    def __init__(self, waiting: Waiting, seconds: float, most: float, stall: float) -> None:
        super().__init__(waiting, seconds, most)
        self.at = self.begun + seconds + GRACE
        self.stall, self.idle = stall, 0.0
        self.doing = waiting.doing()

    def deadline(self) -> float:
        """Return when to look again, or when to give up, if that comes first."""
        now = time.monotonic()
        if now >= min(self.looked + LOOK, self.at):
            self.look(now)
        return now if self.stalled else min(self.at, now + LOOK)

    def look(self, now: float) -> None:
        """Count how long the training has computed, waited, and done neither since the last look."""
        passed = now - self.looked
        super().look(now)
        doing = self.waiting.doing()
        if doing is not None and self.doing is not None:
            idle = max(0.0, passed - doing.since(self.doing))
            self.idle += idle
            self.at = min(self.at + idle, self.latest)  # what it slept is not taken from its time to compute
        self.doing = doing

    @property
    def stalled(self) -> bool:
        """Whether it has done nothing for too long."""
        return self.idle > self.stall

    @property
    def had(self) -> float:
        """How many seconds of its own it has had, not counting what it slept."""
        return max(0.0, time.monotonic() - self.begun - self.put_off - self.idle)

    @property
    def lacked_processor(self) -> bool:
        """Whether it was given up although it had not had its time, and not because it slept."""
        return super().lacked_processor and self.put_off > self.idle
