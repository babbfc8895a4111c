"""Bound what this process uses for its next piece of work: processor time and memory, beyond what it uses already."""

import math
import sys

from grader.sandbox.limits import mapped_bytes

if sys.platform != "win32":
    import resource


def allow(seconds: int, memory_bytes: int) -> None:
    """Allow this process so many more seconds of processor time, and so much more memory, from now on.

    The kernel ends it after the seconds, and refuses memory beyond the bytes, which Python reports as a MemoryError.
    Windows has neither limit, and macOS not that of memory.
    """
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no file is left behind where it ends
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soften(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + seconds)
    if sys.platform.startswith("linux"):
        _soften(resource.RLIMIT_AS, mapped_bytes() + memory_bytes)


def _soften(kind: int, value: int) -> None:
    """Set a soft limit, which may be raised again, as high as the hard one allows."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
