"""What a sandboxed child may do, and which layers are to be left off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Isolation = Literal["auto", "strict", "none"]

#: Every layer, in the order in which a child puts them on. The first seven are namespaces or need one.
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
    memory_bytes: address space beyond what the parent has mapped already.
    processes: 1 forbids to start another process or program.
    threads: how many threads it may have besides.
    files: open file descriptors.
    disk_bytes: size of /tmp, which is all it can write to, and of a file.
    readable: paths bound read-only; empty stands for `layout.interpreter_paths()`.
    hidden: paths of which nothing may be readable (the repository, the home folder); a clash is an error.
    uid: whom root becomes. Ordinary users stay who they are.
    disabled: layers to leave off by name; for tests, which check what each layer stops.
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
