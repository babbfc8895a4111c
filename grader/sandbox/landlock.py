"""Landlock: a process denies itself for good all files but those named, TCP, and signals to others.

It needs no privilege and cannot be undone. It does not cover UDP, Unix sockets by path name, forks, memory or disk
space, nor truncation before version 3. Source: linux/landlock.h and Documentation/userspace-api/landlock.rst.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

from grader.sandbox import syscalls

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FILE_ACCESS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE  # the rights that a rule on a plain file may name
READ = EXECUTE | READ_FILE | READ_DIR
# Everything in version 1 except devices, sockets and fifos (bits 6, 9, 10, 11), plus what later versions added.
WRITE = READ | WRITE_FILE | (1 << 4) | (1 << 5) | (1 << 7) | (1 << 8) | (1 << 12) | REFER | TRUNCATE
_NETWORK = 0b11  # bind and connect, TCP (version 4)
_SCOPED = 0b11  # abstract Unix sockets and signals (version 6)


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("fs", "net", "scoped")]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("fd", ctypes.c_int32)]


def abi() -> int:
    """Return the version of the interface that this kernel offers; raise OSError where it offers none."""
    return syscalls.syscall("landlock", syscalls.LANDLOCK_CREATE, None, 0, 1)


def restrict(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Confine this process to reading `readable` and changing `writable`, which must exist; return the ABI version."""
    version = abi()  # an older kernel refuses rights and fields that it does not know, so ask for no more than it has
    handled = (1 << 13) - 1  # version 1
    for since, right in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV)):
        handled |= right if version >= since else 0
    attr = _Ruleset(handled, _NETWORK if version >= 4 else 0, _SCOPED if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = syscalls.syscall("landlock ruleset", syscalls.LANDLOCK_CREATE, ctypes.byref(attr), size, 0)
    try:
        for paths, rights in ((readable, READ), (writable, WRITE)):
            for path in paths:
                _allow(ruleset, path, rights & handled)
        syscalls.syscall("landlock", syscalls.LANDLOCK_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _allow(ruleset: int, path: str, rights: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if os.path.isdir(path) else rights & _FILE_ACCESS
        rule = _PathBeneath(allowed, fd)
        syscalls.syscall(f"landlock rule for {path}", syscalls.LANDLOCK_ADD, ruleset, 1, ctypes.byref(rule), 0)
    finally:
        os.close(fd)
