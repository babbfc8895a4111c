"""The memory of a command and of what lives long under it, while it runs."""

import os
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class Watcher:
    """Samples resident sets twice a second, of a process and of its children: `with Watcher(pid) as watcher`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.samples: list[tuple[float, dict[int, float]]] = []  # when, and MB by process
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.5):
            self.samples.append((time.monotonic(), {pid: resident(pid) for pid in [self.pid, *children(self.pid)]}))

    def peak(self, jobs: int, begin: float = 0.0, end: float = 1.0) -> float:
        """Return the largest resident sets of the command and its `jobs` workers, added up, in a part of the time."""
        first, last = self.samples[0][0], self.samples[-1][0]
        most: dict[int, float] = {}
        for when, sizes in self.samples:
            if begin <= (when - first) / max(last - first, 1e-9) <= end:
                for pid, size in sizes.items():
                    most[pid] = max(most.get(pid, 0.0), size)
        workers = sorted((size for pid, size in most.items() if pid != self.pid), reverse=True)
        return most.get(self.pid, 0.0) + sum(workers[:jobs])


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def resident(pid: int) -> float:
    """Return the resident set of a process in MB, 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError):
        return 0.0
