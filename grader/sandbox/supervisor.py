r"""The process between the server and the sandboxed child: it builds the walls, waits, and cleans up.

    server --fork--> supervisor --fork--> init    process 1 of the namespace: keeps it alive, runs nothing
                                \-fork--> child   process 2: runs the submission

Init ends when the pipe to the supervisor closes, and the kernel then ends the whole namespace. Without a process
namespace the supervisor adopts every orphan (as subreaper) and kills until it has no child left.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from grader.sandbox import child, layout, limits, namespaces, privileges, root, syscalls
from grader.sandbox.parents import parents
from grader.sandbox.policy import Policy


@dataclass(frozen=True)
class Launch:
    """What the supervisor needs to know. Descriptors: the channel, three standard streams, the pipe for reports."""

    policy: Policy
    layers: frozenset[str]
    plan: layout.Layout
    main: Callable[[int], None]
    channel: int
    streams: tuple[int, int, int]
    report: int
    server: int
    reports_itself: bool = False  # `main` says when it is ready: it has to start a program first
    uncover: tuple[str, ...] = ()  # paths to make reachable for that program


REPORT, _LINUX = 4, sys.platform.startswith("linux")


def supervise(launch: Launch) -> None:
    """Run in a fresh fork of the server; end the process afterwards."""
    stage, report = "start", launch.report
    try:
        os.setsid()  # a signal to the group, from either side, then stays on that side
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        _keep_descriptors(launch)
        stage, report = "namespaces", REPORT
        limit, proc = _limits(launch), os.open("/proc", os.O_RDONLY | os.O_DIRECTORY) if _LINUX else -1
        if launch.uncover:
            syscalls.unshare(syscalls.CLONE_NEWNS)
            root.uncover(launch.uncover)
        applied = build_walls(launch.policy, launch.layers, launch.plan)
        own_space = "pid" in launch.layers
        if _LINUX:
            syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
            syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
            # SIGTERM where this process still has descendants to kill; with a namespace the kernel does that.
            syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL if own_space else signal.SIGTERM)
            if not own_space and os.getppid() != launch.server:
                os._exit(1)
        stage = "fork"
        keeper, lifeline = _start_init(proc) if own_space else (0, -1)
        tell({"init": keeper, "applied": applied})
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])  # until there is a handler; the child unblocks it
        pid = os.fork()
        if pid == 0:
            _become_child(launch, limit, [fd for fd in (proc, lifeline) if fd >= 0])
        for fd in range(REPORT):
            os.close(fd)
        tell(_outlive(pid, keeper, lifeline, proc))
    except BaseException as error:
        tell({"failed": stage, "why": str(error) or type(error).__name__}, report)
    finally:
        os._exit(0)


def build_walls(policy: Policy, layers: frozenset[str], plan: layout.Layout) -> list[str]:
    """Apply the layers that hold for all later children: namespaces, the empty root, the unprivileged user."""
    # As root: mounts while still root, so that the child owns none of them. As an ordinary user: the user namespace
    # first, because it grants the right to mount. Both before Landlock, which forbids mounting.
    applied: list[str] = []
    if not layers & {"user", "uid", "root", *namespaces.FLAGS}:
        return applied
    own, flags, admin = namespaces.open_own_proc(), namespaces.flags(layers), privileges.has_admin()
    if admin and flags:
        syscalls.unshare(flags)
        _enter_root(policy, layers, plan)
    if "uid" in layers:
        privileges.become(policy.uid)
    if "user" in layers:
        namespaces.enter_user(own, 0 if admin else flags)
    if not admin and flags:
        _enter_root(policy, layers, plan)
    os.close(own)
    return sorted(layers & {"user", "uid", "root", *namespaces.FLAGS})


def _enter_root(policy: Policy, layers: frozenset[str], plan: layout.Layout) -> None:
    if "root" in layers:
        root.enter_empty_root(plan, policy.disk_bytes)


def _keep_descriptors(launch: Launch) -> None:
    """Move the five descriptors to 0..4 and close all others, so that none of the server's leak."""
    import fcntl

    wanted = [*launch.streams, launch.channel, launch.report]
    safe = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in wanted]
    for place, fd in enumerate(safe):
        os.dup2(fd, place)
    os.closerange(len(wanted), min(resource.getrlimit(resource.RLIMIT_NOFILE)[1] % (1 << 31), 1 << 20) or 1 << 20)


def _limits(launch: Launch) -> dict[str, int]:
    uid = launch.policy.uid if "uid" in launch.layers else os.getuid()
    others = limits.tasks_of_others(uid, launch.layers) if _LINUX else 1000
    return limits.values(launch.policy, limits.mapped_bytes(), others)


def _start_init(proc: int) -> tuple[int, int]:
    """Fork process 1 of the namespace; return its number outside and the pipe that keeps it alive."""
    reader, lifeline = os.pipe()
    pid = os.fork()
    if pid:
        os.close(reader)
        return pid, lifeline
    try:
        os.setsid()
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # orphans are reaped by the kernel
        for fd in (*range(REPORT + 1), proc, lifeline):
            os.close(fd)
        os.read(reader, 1)  # returns when the supervisor is gone
    finally:
        os._exit(0)


def _become_child(launch: Launch, limit: dict[str, int], superfluous: list[int]) -> None:
    try:
        os.setsid()
        for fd in superfluous:
            os.close(fd)
        if _LINUX:
            syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        child.tidy(launch.plan)
        applied = child.confine(launch.policy, launch.layers, launch.plan, limit)
        if not launch.reports_itself:
            tell({"applied": applied})
            os.close(REPORT)
    except BaseException as error:
        tell({"failed": "child", "why": str(error) or type(error).__name__})
        os._exit(1)
    child.run(launch.main)


def _outlive(pid: int, keeper: int, lifeline: int, proc: int) -> dict[str, object]:
    """Wait until the child has ended, end whatever it left behind, and describe how it ended."""
    if not keeper:
        signal.signal(signal.SIGTERM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    _, status, usage = os.wait4(pid, 0)
    if keeper:
        os.close(lifeline)
        os.waitpid(keeper, 0)  # the kernel reports it dead only when every process in its namespace is
    elif _LINUX:
        _kill_descendants(proc)
    else:
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss}


def _kill_descendants(proc: int) -> None:
    """Kill children until there are none; the children of a dying one pass to this process."""
    while True:  # one pass is not enough: a bomb forks while it is being killed
        for pid, parent in parents(proc):
            if parent == os.getpid():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            return


def tell(message: dict[str, object], fd: int = REPORT) -> None:
    """Send one report to the server; it is short enough to arrive in one piece."""
    os.write(fd, json.dumps(message).encode() + b"\n")
