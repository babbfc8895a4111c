"""Which process is whose child, as /proc says."""

import contextlib
import os
from collections.abc import Iterator


def parents(proc: int) -> Iterator[tuple[int, int]]:
    """Yield the id of every process, with its parent's; those that end meanwhile are left out.

    `proc` is a descriptor of /proc, which serves a process that can no longer reach the path.
    """
    for entry in filter(str.isdigit, os.listdir(proc)):
        with contextlib.suppress(OSError, IndexError, ValueError):
            stat = os.open(f"{entry}/stat", os.O_RDONLY, dir_fd=proc)
            try:
                text = os.read(stat, 4096).decode("ascii", "replace")
            finally:
                os.close(stat)
            yield int(entry), int(text.rpartition(")")[2].split()[1])  # a program's name may hold anything, also ")"
