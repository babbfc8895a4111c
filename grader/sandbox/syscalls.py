"""Kernel calls for which Python 3.11 has no function, made through libc; each raises OSError with its name.

This module can be imported on every system: nothing is looked up before the first call.
"""

from __future__ import annotations

import ctypes
import functools
import os
import platform

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECCOMP = 1, 4, 24, 22
PR_SET_SECUREBITS, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 28, 36, 38, 47
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4
AT_FDCWD, AT_RECURSIVE = -100, 0x8000

# Calls without a wrapper in glibc 2.36; these numbers are the same on x86_64 and aarch64, except where a table follows.
MOUNT_SETATTR, LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 442, 444, 445, 446
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
CAPSET = {"x86_64": 126, "aarch64": 91}


@functools.cache
def libc() -> ctypes.CDLL:
    """Return the C library of this process, keeping errno."""
    return ctypes.CDLL(None, use_errno=True)


def _checked(name: str, result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def syscall(name: str, number: int, *args: object) -> int:
    """Make a raw system call; integers are passed as 64-bit words."""
    words = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    return _checked(name, libc().syscall(ctypes.c_long(number), *words))


def prctl(option: int, *args: int) -> int:
    """Call prctl(2)."""
    words = [ctypes.c_ulong(arg) for arg in (*args, 0, 0, 0, 0)][:4]
    return _checked(f"prctl({option})", libc().prctl(option, *words))


def unshare(flags: int) -> None:
    """Move to new namespaces of the kinds in `flags` (CLONE_NEW...)."""
    _checked("unshare", libc().unshare(flags))


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Call mount(2)."""
    encoded = [text.encode() if text is not None else None for text in (source, target, kind, options)]
    origin, place, filesystem, data = encoded
    _checked(f"mount {target}", libc().mount(origin, place, filesystem, ctypes.c_ulong(flags), data))


def detach(target: str) -> None:
    """Unmount `target` and everything below it, as soon as it is no longer in use."""
    _checked(f"umount {target}", libc().umount2(target.encode(), MNT_DETACH))


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root of this mount namespace and put the old root at `old`."""
    syscall("pivot_root", PIVOT_ROOT[platform.machine()], new.encode(), old.encode())


class _MountAttr(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


def seal(target: str, attributes: int) -> None:
    """Set mount attributes (MOUNT_ATTR_...) on `target` and all mounts below it.

    Kernels before 5.12 lack the recursive call; there only the top mount is remounted.
    """
    attr = _MountAttr(attributes, 0, 0, 0)
    place = target.encode()
    try:
        syscall("mount_setattr", MOUNT_SETATTR, AT_FDCWD, place, AT_RECURSIVE, ctypes.byref(attr), ctypes.sizeof(attr))
    except OSError as error:
        if error.errno != 38:  # ENOSYS
            raise OSError(error.errno, f"{error.strerror} ({target})") from None
        mount(None, target, None, MS_REMOUNT | MS_BIND | attributes)  # the flags have the same values
