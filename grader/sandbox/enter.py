"""Fork the warm process into a sandbox: `fork_sandboxed`, and the `Handle` on what runs there."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable

from grader.sandbox import layout
from grader.sandbox.handle import Handle, Reports
from grader.sandbox.policy import LAYERS, Policy
from grader.sandbox.probe import ProbeReport, SandboxError, probe, sufficient

_NEEDS = {"root": ("mount",), "landlock": ("no_new_privs",), "seccomp": ("no_new_privs",)}


def choose_layers(policy: Policy, report: ProbeReport) -> frozenset[str]:
    """Return the layers that a child shall wear; every one of them must then succeed.

    Raises SandboxError if 'auto' finds too few for untrusted work.
    """
    if policy.isolation == "none":
        return (report.available & {"rlimits"}) - policy.disabled
    if not sufficient(report):
        raise SandboxError(
            f"{report}. Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, "
            "kernel.apparmor_restrict_unprivileged_userns=0) or a newer kernel; "
            "for work that you trust: --isolation none"
        )
    if "root" in report.missing and "uid" in report.available:
        _check_reach(policy.uid)
    chosen = set(report.available - policy.disabled)
    if os.geteuid() != 0 and "user" not in chosen:
        chosen -= {"mount", "pid", "net", "ipc", "uts"}
    for name, needed in _NEEDS.items():
        if not chosen.issuperset(needed):
            chosen.discard(name)
    return frozenset(chosen)


def _check_reach(uid: int) -> None:
    """Raise SandboxError if the child, without a root of its own, could not reach Python as an ordinary user."""
    for path in (os.path.realpath(os.__file__), sys.prefix):
        if folder := layout.closed_above(path):
            raise SandboxError(
                f"the child runs as uid {uid} and could not import anything: {folder}, above {path}, is closed to it. "
                "Install Python where everybody can read it (/opt, /usr/local), or grade as an ordinary user"
            )


def fork_sandboxed(
    policy: Policy,
    main: Callable[[int], None],
    channel: socket.socket,
    *,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    setup_seconds: float = 30.0,
) -> Handle:
    """Fork this process; the child isolates itself and calls `main(fd)`, where `fd` is its copy of `channel`.

    Call it from the only thread of a process without secrets. The child inherits all memory, including the bytes of the
    environment, so start the server with a clean one. `channel` must be a connected stream socket; close it here
    afterwards, or the other side will not see the child's end. Standard streams default to /dev/null. The child's exit
    code is 0 if `main` returns and 1 if it raises. Returns when all layers are on, just before `main` runs.

    Raises SandboxError, which names the layer that failed; in that case nothing runs.
    """
    if sys.platform == "win32":
        raise SandboxError("this system cannot fork; grade on Linux or in WSL 2")
    if policy.isolation == "strict":
        raise SandboxError("strict isolation starts a new program: use grader.sandbox.bubblewrap.spawn_strict")
    return start(
        policy, choose_layers(policy, probe()), main, channel, (stdin, stdout, stderr), setup_seconds=setup_seconds
    )


def start(
    policy: Policy,
    layers: frozenset[str],
    main: Callable[[int], None],
    channel: socket.socket,
    standard: tuple[int | None, int | None, int | None],
    *,
    setup_seconds: float,
    reports_itself: bool = False,
    uncover: tuple[str, ...] = (),
) -> Handle:
    """Fork a supervisor that runs `main` behind `layers`, and wait for its reports. See `fork_sandboxed`."""
    from grader.sandbox.supervisor import Launch, supervise

    plan = layout.plan(policy.readable or layout.interpreter_paths(), policy.hidden)
    reader, writer = os.pipe()
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    stdin, stdout, stderr = (null if fd is None else fd for fd in standard)
    launch = Launch(
        policy,
        layers,
        plan,
        main,
        channel.fileno(),
        (stdin, stdout, stderr),
        writer,
        os.getpid(),
        reports_itself,
        uncover,
    )
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # or the child would inherit the buffer and write it a second time
    pid = os.fork()
    if pid == 0:
        supervise(launch)
    os.close(writer)
    os.close(null)
    handle = Handle(pid, Reports(reader), policy.cpu_seconds)
    try:
        deadline = time.monotonic() + setup_seconds
        first = handle.expect("init", deadline)
        if first["init"]:
            handle.watch_init(int(first["init"]))
        second = handle.expect("applied", deadline)
    except BaseException:
        handle.kill()
        raise
    handle.applied = tuple(sorted((*first["applied"], *second["applied"]), key=(*LAYERS, *second["applied"]).index))
    return handle
