"""Strict isolation: a new Python under bubblewrap, Flatpak's well-maintained sandbox, instead of a fork.

It is slower by the time that torch takes to import, and independent of our own mount code: bubblewrap builds the
namespaces and the root; the filter for system calls and the limits are ours. Source: bwrap(1).
"""

from __future__ import annotations

import functools
import json
import os
import platform
import socket
import sys
from collections.abc import Mapping

from grader.sandbox import child, layout, limits, seccomp
from grader.sandbox.enter import start
from grader.sandbox.handle import Handle
from grader.sandbox.policy import Policy
from grader.sandbox.probe import SandboxError, probe

_PACKAGES = "/candidate"  # where the packages of the untrusted side stand, inside

# The first lines of the new Python, before any code of a submission: import, limit itself, say so, hand over. Importing
# comes first, because the memory limit counts from what torch has mapped by then.
_BOOT = """
import importlib, json, os, resource, sys
spec = json.loads(sys.argv.pop())
sys.path[:0] = [spec["packages"]]
sys.path += [path for path in spec["installed"] if path not in sys.path]
for name in spec["preload"]:
    importlib.import_module(name)
main = importlib.import_module(spec["module"]).main
with open("/proc/self/statm") as statm:
    mapped = int(statm.read().split()[0]) * resource.getpagesize()
for name, value in spec["limits"].items():
    value += mapped if name == "RLIMIT_AS" else 0
    hard = resource.getrlimit(getattr(resource, name))[1]
    ceiling = value + (name == "RLIMIT_CPU")
    ceiling = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
    resource.setrlimit(getattr(resource, name), (min(value, ceiling), ceiling))
os.write(4, json.dumps({"applied": ["rlimits", "bubblewrap", "seccomp"]}).encode() + b"\\n")
os.close(4)
main(3)
"""


def spawn_strict(
    policy: Policy,
    module: str,
    channel: socket.socket,
    *,
    packages: Mapping[str, str],
    preload: tuple[str, ...] = ("torch",),
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    setup_seconds: float = 60.0,
) -> Handle:
    """Start a Python under bubblewrap that imports `module` and calls its `main(fd)` with its copy of `channel`.

    `packages` maps dotted names to folders outside, for example {"grader.candidate": ".../grader/candidate"}: no other
    code of ours is visible inside. `preload` is imported before the memory limit applies. Everything else is as in
    `fork_sandboxed`, including the Handle. Raises SandboxError, also if bubblewrap is not installed.
    """
    report = probe()
    if report.bubblewrap is None:
        raise SandboxError(
            "strict isolation needs bubblewrap: install it (apt-get install bubblewrap, dnf install bubblewrap), "
            "or use --isolation auto"
        )
    if "uid" in report.missing and os.geteuid() == 0:
        raise SandboxError(f"root cannot become an ordinary user here: {report.missing['uid']}")
    spec = {
        "module": module,
        "packages": _PACKAGES,
        "installed": layout.installed_packages(),
        "preload": preload,
        "limits": limits.values(policy, 0, 2),  # two more tasks are bubblewrap's own
    }
    plan = layout.plan(policy.readable or layout.interpreter_paths(), policy.hidden)
    seen = {f"{_PACKAGES}/{name.replace('.', '/')}": os.path.realpath(path) for name, path in packages.items()}
    command = [*_arguments(policy, plan, seen), "--", sys.executable, "-I", "-c", _BOOT, json.dumps(spec)]
    layers = frozenset({"uid"} if os.geteuid() == 0 else ())
    uncover = (*plan.binds, *seen.values()) if layers and "mount" in report.available else ()
    run = functools.partial(_exec, report.bubblewrap, command, policy.processes > 1)
    try:
        handle = start(
            policy,
            layers,
            run,
            channel,
            (stdin, stdout, stderr),
            setup_seconds=setup_seconds,
            reports_itself=True,
            uncover=uncover,
        )
    except SandboxError as error:
        raise SandboxError(f"{error}; `bwrap --unshare-all --ro-bind / / true` may say more") from None
    handle.shell_codes = True
    return handle


def _arguments(policy: Policy, plan: layout.Layout, packages: Mapping[str, str]) -> list[str]:
    """Return bubblewrap's options, except for the descriptor of the filter."""
    # --as-pid-1: otherwise bubblewrap adds a process 1 of its own, to which the filter does not apply and whose memory
    # a submission could write. --new-session: no control of the terminal from which grading was started.
    words = ["--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    words += [word for pair in child.ENVIRONMENT.items() for word in ("--setenv", *pair)]
    words += ["--perms", "1777", "--size", str(policy.disk_bytes), "--tmpfs", "/tmp", "--proc", "/proc"]
    for device in layout.DEVICES:
        words += ["--dev-bind", device, device]
    for link, text in plan.links:
        words += ["--symlink", text, link]
    for path in plan.binds:
        if not path.startswith("/proc/"):  # inside there is a separate /proc, which shows only the child
            words += ["--ro-bind", path, path]
    for place, path in packages.items():
        words += ["--ro-bind", path, place]
    return [*words, "--remount-ro", "/", "--chdir", "/tmp"]


def _exec(bwrap: str, command: list[str], may_fork: bool, _channel: int) -> None:
    """Turn the forked child into bubblewrap, with the filter waiting in a pipe."""
    reader, writer = os.pipe()
    os.write(writer, seccomp.program(platform.machine(), own_pid=None, may_fork=may_fork, may_exec=True))
    os.close(writer)
    os.set_inheritable(reader, True)
    os.execve(bwrap, [bwrap, "--seccomp", str(reader), *command], child.ENVIRONMENT)
