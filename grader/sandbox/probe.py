"""Find out which layers this kernel grants this user, by trying each in a child process."""

from __future__ import annotations

import functools
import os
import platform
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.sandbox import landlock, layout, limits, namespaces, privileges, root, seccomp, tables
from grader.sandbox.policy import LAYERS, Policy


class SandboxError(RuntimeError):
    """A child could not be isolated as requested; the message says which layer failed and what to do."""


@dataclass(frozen=True)
class ProbeReport:
    """What is to be had here.

    missing: layer -> why it is not available. landlock: version of the interface, 0 if there is none.
    user: the user that a child runs as. bubblewrap: path of `bwrap`, or None.
    """

    missing: Mapping[str, str] = field(default_factory=dict)
    landlock: int = 0
    user: str = ""
    bubblewrap: str | None = None

    @property
    def available(self) -> frozenset[str]:
        """The layers that work."""
        return frozenset(LAYERS) - frozenset(self.missing)

    def __str__(self) -> str:
        spaces = [name for name in ("user", *namespaces.FLAGS) if name in self.available]
        complete = len(spaces) == len(namespaces.FLAGS) + 1
        words = ["namespaces" if complete else f"namespaces ({', '.join(spaces)})"] if spaces else []
        words += ["tmpfs root"] if "root" in self.available else []
        words += [f"landlock v{self.landlock}"] if self.landlock else []
        words += [name for name in ("seccomp", "rlimits") if name in self.available]
        notable = [f"{name}: {why}" for name, why in self.missing.items() if name != "uid"]
        line = f"isolation: {', '.join(words) or 'none'} ({self.user})"
        line += f"; missing: {'; '.join(notable)}" if notable else ""
        return line if sufficient(self) else f"{line}; NOT ISOLATED enough for untrusted work"


def sufficient(report: ProbeReport) -> bool:
    """Tell whether untrusted work may be graded.

    The rule: network, files and processes are each covered, and a child never runs as root.
    - network: an empty network namespace, or seccomp (Landlock covers only TCP);
    - files: a root of its own, or Landlock from version 3 on (earlier versions allow truncating files);
    - processes: a process namespace, or seccomp (no signal to others, no ptrace, no fork);
    - root must be able to become another user; no_new_privs and rlimits must work in any case.
    """
    here = report.available
    return (
        bool({"net", "seccomp"} & here)
        and ("root" in here or report.landlock >= 3)
        and bool({"pid", "seccomp"} & here)
        and ("uid" in here or not report.user.startswith("as root"))
        and {"no_new_privs", "rlimits"} <= here
    )


@functools.cache
def probe() -> ProbeReport:
    """Try every layer once, which takes about one fork per layer."""
    if not sys.platform.startswith("linux"):
        why = f"needs Linux, this is {platform.system()}"
        missing = {name: why for name in LAYERS if name != "rlimits" or sys.platform == "win32"}
        return ProbeReport(missing, user="as you")
    missing = {name: why for name, trial in _trials().items() if (why := _attempt(trial))}
    version = 0 if "landlock" in missing else landlock.abi()
    return ProbeReport(missing, version, _user(missing), shutil.which("bwrap"))


def _user(missing: Mapping[str, str]) -> str:
    if os.geteuid() != 0:
        return f"as uid {os.geteuid()}"
    return "as root" if "uid" in missing else f"as root -> uid {Policy().uid}"


def _trials() -> dict[str, Callable[[], object]]:
    admin, uid = privileges.has_admin(), Policy().uid
    empty = layout.Layout((), ())

    def enter(flag: int) -> None:
        if admin:
            from grader.sandbox.syscalls import unshare

            unshare(flag)
        else:
            user(flag)

    def user(also: int = 0) -> None:
        own = namespaces.open_own_proc()
        if os.geteuid() == 0:
            privileges.become(uid)
        namespaces.enter_user(own, also)

    def own_root() -> None:
        enter(namespaces.FLAGS["mount"])
        root.enter_empty_root(empty, 1 << 20)

    def filter_calls() -> None:
        if platform.machine() not in tables.MACHINES:
            raise OSError(f"no table of system calls for {platform.machine()}")
        privileges.forbid_new_privileges()
        seccomp.install(own_pid=os.getpid(), may_fork=False, may_exec=False)

    def become() -> None:
        if os.geteuid() != 0:
            raise OSError("not root, nothing to give up")
        privileges.become(uid)

    return {
        **{name: functools.partial(enter, flag) for name, flag in namespaces.FLAGS.items()},
        "root": own_root,
        "uid": become,
        "user": user,
        "rlimits": lambda: limits.apply(limits.values(Policy(), limits.mapped_bytes(), 10_000)),
        "capabilities": privileges.drop_capabilities,
        "no_new_privs": privileges.forbid_new_privileges,
        "landlock": landlock.abi,
        "seccomp": filter_calls,
    }


def _attempt(trial: Callable[[], object]) -> str:
    """Run `trial` in a forked child; return the empty string or why it failed."""
    # A kernel's version says little: containers and security modules refuse layers that it has. So each is tried.
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            trial()
            os._exit(0)
        except BaseException as error:
            os.write(writer, f"{getattr(error, 'strerror', None) or error or type(error).__name__}".encode()[:500])
        finally:
            os._exit(1)
    os.close(writer)
    with open(reader, "rb") as pipe:
        why = pipe.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return "" if status == 0 else why or f"the trial ended with status {status}"
