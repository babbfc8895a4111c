"""When to give up on an answer: once the candidate has had its time, not counting the time without a processor.

How long other programs have kept a candidate waiting, the kernel tells the examiner (`grader.candidate.waiting`); a
candidate can neither claim it nor bring it about. One that sleeps waits for nothing, and pays for it.
"""

import contextlib
import os
import time
from collections.abc import Iterator

from grader.candidate.waiting import held_up
from grader.sandbox.parents import parents

HAD_ITS_TIME = 0.9  # share of its limit that a candidate must have had for its own clock to be believed
GRACE = 1.5  # the candidate's own clock rings first and can name the line; ours rings this much later


class Waiting:
    """How long the processes below a supervisor have waited for a processor that others had."""

    def __init__(self, supervisor: int) -> None:
        self.supervisor = supervisor
        self.credited = 0.0
        self.pids: list[int] = []

    def since_the_last_look(self, most: float) -> float:
        """Return how many seconds have come to it since the last look, at most `most`; 0 where the system is silent."""
        self.pids = self.pids or list(descendants(self.supervisor))
        found = max((held_up(pid) or 0.0 for pid in self.pids), default=0.0)
        fresh, self.credited = found - self.credited, max(found, self.credited)
        return min(max(fresh, 0.0), most)


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
        self.at = self.begun + seconds * 1.2 + GRACE
        self.latest = self.begun + seconds * max(most, 1.2) + GRACE
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
