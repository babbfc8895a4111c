"""How long a program has waited for a processor that others had, as the Linux kernel counts it.

A limit that counts such time punishes a student for what else the machine does. The kernel keeps it in
`/proc/<pid>/schedstat`: nanoseconds on a processor, nanoseconds ready to run without one (behind other programs, or
held back by a quota), number of turns. A program can change none of them, except by running: one that sleeps waits for
nothing.
"""

import os
from typing import NamedTuple


class Turns(NamedTuple):
    """Seconds that a thread has been on a processor, and seconds that it was ready to run without one."""

    ran: float
    waited: float


def own_turns() -> Turns | None:
    """Return the turns of this process's first thread; None where the system does not tell."""
    return _read("/proc/self/schedstat")


def held_up(pid: int, proc: str = "/proc") -> float | None:
    """Return for how many seconds other programs have kept a process's first thread from running.

    While another thread of the same process ran, the process held itself up: such time is taken off. None where the
    system does not tell.
    """
    first = _read(f"{proc}/{pid}/schedstat")
    if first is None:
        return None
    try:
        threads = [name for name in os.listdir(f"{proc}/{pid}/task") if name != str(pid)]
    except OSError:
        return None
    others = [turns.ran for name in threads if (turns := _read(f"{proc}/{pid}/task/{name}/schedstat")) is not None]
    return max(0.0, first.waited - sum(others))


def _read(path: str) -> Turns | None:
    try:
        with open(path, encoding="ascii") as file:
            ran, waited, _ = map(int, file.read().split())
    except (OSError, ValueError):
        return None
    return Turns(ran / 1e9, waited / 1e9)
