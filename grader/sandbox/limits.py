"""Resource limits, where this system has them."""

from __future__ import annotations

import os
import sys

from grader.sandbox.policy import Policy


def mapped_bytes() -> int:
    """Return the address space that this process has mapped; torch alone maps some 700 MB."""
    if not sys.platform.startswith("linux"):
        return 0
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def tasks_of_others(uid: int, layers: frozenset[str]) -> int:
    """Return how many other tasks count against `uid`'s limit: none in a user namespace since Linux 5.14."""
    release = tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2] if part.isdigit())
    if "user" in layers and release >= (5, 14):
        return 0
    count = 0
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and os.stat(f"/proc/{entry}").st_uid == uid:
                count += len(os.listdir(f"/proc/{entry}/task"))
        except OSError:  # it has ended
            continue
    return count


def values(policy: Policy, mapped: int, other_tasks: int) -> dict[str, int]:
    """Return the limits as name -> value, in the kernel's units."""
    return {  # time and memory are counted per process; that there is only one is for seccomp to enforce
        "RLIMIT_CPU": policy.cpu_seconds,
        "RLIMIT_AS": mapped + policy.memory_bytes,
        "RLIMIT_NPROC": policy.processes + policy.threads + other_tasks,
        "RLIMIT_NOFILE": policy.files,
        "RLIMIT_FSIZE": policy.disk_bytes,
        "RLIMIT_STACK": 8 << 20,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_SIGPENDING": 256,
        "RLIMIT_NICE": 0,
        "RLIMIT_RTPRIO": 0,
    }


def apply(limits: dict[str, int]) -> None:
    """Lower the soft and hard limits to `limits`; a limit that is lower already stays."""
    import resource

    for name, value in limits.items():
        number = getattr(resource, name, None)
        if number is None or (name == "RLIMIT_AS" and sys.platform == "darwin"):  # macOS refuses it
            continue
        hard = resource.getrlimit(number)[1]
        grace = 1 if name == "RLIMIT_CPU" else 0  # SIGXCPU names the cause; SIGKILL a second later if it is ignored
        ceiling = value + grace if hard == resource.RLIM_INFINITY else min(value + grace, hard)
        resource.setrlimit(number, (min(value, ceiling), ceiling))
