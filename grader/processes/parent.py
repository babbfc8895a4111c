"""Tie the life of a process to that of its parent."""

import signal
import sys


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends, however that happens; Linux only."""
    if sys.platform.startswith("linux"):
        from grader.sandbox import syscalls

        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
