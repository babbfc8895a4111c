"""How much memory this process has, and how much is left: a list that grows for ever ends before the machine does.

A courtesy to the student, whose own machine it is; a candidate's memory is limited by the sandbox.
"""

import functools
import os
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def held() -> int:
    """Return the bytes that this process holds, 0 where the system does not tell."""
    pages = _words("/proc/self/statm")
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0


def left() -> int | None:
    """Return the bytes that are left here, in machine and container; None where the system does not tell."""
    lines = [line.split() for line in _text("/proc/meminfo").splitlines() if line.startswith("MemAvailable:")]
    found = [int(words[1]) * 1024 for words in lines if len(words) > 1]
    most, current = _text(CGROUP / "memory.max").strip(), _text(CGROUP / "memory.current").strip()
    if most.isdigit() and current.isdigit():
        found.append(max(0, int(most) - int(current)))
    return min(found, default=None)


@functools.cache
def at_first() -> int:
    """Return the bytes that this process held when it was first asked."""
    return held()


def grown_beyond_half() -> int:
    """Return the bytes by which this process has grown, if that is more than what is left; else 0."""
    grown, rest = held() - at_first(), left()
    return grown if rest is not None and grown > max(rest, 2**28) else 0


def _text(path: str | Path) -> str:
    try:
        return Path(path).read_text("ascii")
    except (OSError, ValueError):
        return ""


def _words(path: str) -> list[str]:
    return _text(path).split()
