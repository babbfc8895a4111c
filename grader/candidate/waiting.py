"""How long a program has waited for a processor that others had, as the Linux kernel counts it.

A limit that counts such time punishes a student for what else the machine does. The kernel keeps it in
`/proc/<pid>/schedstat`: nanoseconds on a processor, nanoseconds ready to run without one (behind other programs, or
held back by a quota), number of turns. A program can change none of them, except by running: one that sleeps waits for
nothing.
"""

import glob
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

    While other threads of the same process ran, also ones that have ended, the process held itself up: such time is
    taken off. None where the system does not tell.
    """
    first = _read(f"{proc}/{pid}/schedstat")
    everything = ran(pid, proc)
    if first is None or everything is None:
        return None
    return max(0.0, first.waited - max(0.0, everything - first.ran))


def ran(pid: int, proc: str = "/proc") -> float | None:
    """Return for how many seconds all threads of a process have been on processors; None if the system is silent."""
    try:
        with open(f"{proc}/{pid}/stat", encoding="ascii", errors="replace") as file:
            words = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime, in proc(5)


def awake(pid: int, proc: str = "/proc") -> float | None:
    """Return for how many seconds the threads that a process has now were on processors, or ready to be, all together.

    None where the system does not tell.
    """
    found = [_read(path) for path in glob.glob(f"{proc}/{pid}/task/*/schedstat")]
    turns = [thread.ran + thread.waited for thread in found if thread is not None]
    return sum(turns) if turns else None


def _read(path: str) -> Turns | None:
    try:
        with open(path, encoding="ascii") as file:
            ran, waited, _ = map(int, file.read().split())
    except (OSError, ValueError):
        return None
    return Turns(ran / 1e9, waited / 1e9)
