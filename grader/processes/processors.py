"""How many processors this process may use, and how many of them are free: affinity, quota, load.

Quotas are those of control groups (version 1 and 2), as containers and batch systems set them; `root` is where the
files of the system are, and only tests name another.
"""

import math
import os
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path("/")
LOOKS = 5  # at what else runs: a single one may hit a moment of rest
BETWEEN = 0.02  # seconds


def available_processors(root: Path = ROOT) -> int:
    """Return how many processors this process may use: those of its affinity, or fewer if it has a quota."""
    quota = processor_quota(root)
    allowed = _affinity()
    return allowed if quota is None else max(1, min(allowed, math.ceil(quota)))


def training_threads(root: Path = ROOT, busy: float | None = None) -> int:
    """Return how many threads a training should have: one per available processor that nobody else uses.

    More do not help: the threads of a step wait for each other, so the slowest sets the pace. `busy` is how many other
    programs run; by default the system is asked. What the user has set in OMP_NUM_THREADS goes before.
    """
    if (wanted := os.environ.get("OMP_NUM_THREADS", "")).isdigit():
        return max(1, int(wanted))
    available = available_processors(root)
    if busy is None:
        busy = running_programs(root)
    everywhere = max(os.cpu_count() or 1, available)
    free = max(0.0, 1 - busy / everywhere)  # of all processors, also of those that are not ours to use
    return max(1, min(available, round(available * free)))


def running_programs(root: Path = ROOT) -> float:
    """Return how many programs run or want to, without this one: the median of a few looks, or else the load."""
    found: list[int] = []
    for _ in range(LOOKS):
        words = _text(root / "proc/stat").partition("procs_running ")[2].split()
        found += [max(0, int(word) - 1) for word in words[:1]]
        time.sleep(BETWEEN)
    return sorted(found)[len(found) // 2] if found else _load()


def processor_quota(root: Path = ROOT) -> float | None:
    """Return the smallest quota, in processors, of the control groups that this process is in; None without one."""
    quotas: list[float] = []
    for line in _text(root / "proc/self/cgroup").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        if number == "0" and not controllers:
            quotas += _quotas(root / "sys/fs/cgroup", group, _version_2)
        elif "cpu" in controllers.split(","):
            for mounted in ("cpu", controllers):  # one of them is usually a link to the other
                quotas += _quotas(root / "sys/fs/cgroup" / mounted, group, _version_1)
    return min(quotas, default=None)


def _quotas(top: Path, group: str, read: Callable[[Path], float | None]) -> list[float]:
    """Return the quotas of a group and of all groups above it: each of them holds."""
    path = top / group.strip("/")
    folders = [path, *path.parents]
    inside = [folder for folder in folders if folder == top or top in folder.parents]
    return [quota for folder in inside if (quota := read(folder)) is not None]


def _version_2(folder: Path) -> float | None:
    quota, _, period = _text(folder / "cpu.max").partition(" ")
    return _ratio(quota, period)


def _version_1(folder: Path) -> float | None:
    return _ratio(_text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us"))


def _ratio(quota: str, period: str) -> float | None:
    """Return quota / period; None for "max", for -1 and for files that are not there."""
    try:
        found = float(quota) / float(period)
    except (ValueError, ZeroDivisionError):
        return None
    return found if found > 0 else None


def _text(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _affinity() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
