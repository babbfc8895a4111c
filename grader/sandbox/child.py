"""The sandboxed process: everything between its fork and the first line of `main`."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping

from grader.sandbox import landlock, layout, limits, privileges, seccomp, syscalls
from grader.sandbox.policy import Policy

CHANNEL = 3  # the descriptor under which `main` finds its socket

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",
    "TMPDIR": "/tmp",
    "USER": "candidate",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "KMP_BLOCKTIME": "0",
    "TORCHDYNAMO_DISABLE": "1",  # there is no compiler here
}


def confine(policy: Policy, layers: frozenset[str], plan: layout.Layout, limit: Mapping[str, int]) -> tuple[str, ...]:
    """Apply the layers that a process can only put on itself, seccomp last; return the names of those applied."""
    # The order is forced: dropping capabilities and Landlock need calls that seccomp refuses, and both Landlock and
    # seccomp need no_new_privs.
    applied = []
    if "rlimits" in layers:
        limits.apply(dict(limit))
        applied.append("rlimits")
    if "capabilities" in layers:
        privileges.drop_capabilities()
        applied.append("capabilities")
    if "no_new_privs" in layers:
        privileges.forbid_new_privileges()
        applied.append("no_new_privs")
    if sys.platform.startswith("linux"):
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)  # no other process of this user may trace it or read its /proc
    if "landlock" in layers:
        readable = layout.readable_by([*plan.binds, *layout.DEVICES])
        landlock.restrict(readable, [os.devnull, *(["/tmp"] if "root" in layers else [])])
        applied.append("landlock")
    if "seccomp" in layers:
        alone = policy.processes == 1
        seccomp.install(own_pid=os.getpid(), may_fork=not alone, may_exec=not alone)
        applied.append("seccomp")
    return tuple(applied)


def tidy(plan: layout.Layout) -> None:
    """Discard the parent's environment, import path and signal handlers."""
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    sys.path[:] = [
        path for path in sys.path if any(_within(os.path.realpath(path), bind) for bind in plan.binds) and path
    ]
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="replace", closefd=False)
    sys.stdout, sys.stderr = (os.fdopen(fd, "w", 1, "utf-8", "backslashreplace", closefd=False) for fd in (1, 2))
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def run(main: Callable[[int], None]) -> None:
    """Call `main` and end this process with its exit code; never return."""
    code = 1
    try:
        main(CHANNEL)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1 if error.code else 0
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # noqa: S112  a submission may have replaced or closed it
                continue
        os._exit(code & 0xFF)  # runs no atexit hook and joins no thread, with which a submission could stay alive
