"""What a sandboxed child may do, and which layers to leave out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Isolation = Literal["auto", "strict", "none"]

#: Every layer, in the order in which they are applied. The first six, and `user`, are namespaces or need one.
LAYERS = (
    "mount",
    "pid",
    "net",
    "ipc",
    "uts",
    "root",
    "uid",
    "user",
    "rlimits",
    "capabilities",
    "no_new_privs",
    "landlock",
    "seccomp",
)


@dataclass(frozen=True)
class Policy:
    """Limits of one child.

    isolation: 'auto' sandboxes a fork of the warm process, 'strict' starts a cold one under bubblewrap,
        'none' applies resource limits only.
    cpu_seconds: processor time before the kernel kills it.
    memory_bytes: address space beyond what the parent has already mapped.
    processes: 1 forbids starting another process or program.
    threads: how many further threads it may have.
    files: open file descriptors.
    disk_bytes: size of /tmp, the only place that it can write to, and of any single file.
    readable: paths bound read-only; empty stands for `layout.interpreter_paths()`.
    hidden: paths of which nothing may be readable (the repository, the home folder); a conflict is an error.
    uid: the user that root becomes. Ordinary users keep their own.
    disabled: names of layers to leave out; for tests, which check what each layer stops.
    """

    isolation: Isolation = "auto"
    cpu_seconds: int = 60
    memory_bytes: int = 1 << 30
    processes: int = 1
    threads: int = 32
    files: int = 64
    disk_bytes: int = 64 << 20
    readable: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    uid: int = 65534
    disabled: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        if unknown := set(self.disabled) - set(LAYERS):
            raise ValueError(f"no such layer: {', '.join(sorted(unknown))}; the layers are {', '.join(LAYERS)}")
