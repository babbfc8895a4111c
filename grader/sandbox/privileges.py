"""Give up what a process could use against its sandbox: root's user number, capabilities, setuid programs."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform

from grader.sandbox import syscalls

_SECUREBITS_LOCKED = 0b11101111  # noroot, no_setuid_fixup, keep_caps off, no_ambient; each with its lock
_VERSION_3 = 0x20080522  # of struct __user_cap_header


def become(uid: int) -> None:
    """Turn real root into `uid` (and the group of the same number) for good."""
    # Groups first and the user last: without root's number neither of the others could be changed any more.
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def drop_capabilities() -> None:
    """Empty every capability set, and lock the ways to refill them."""
    with contextlib.suppress(OSError):  # without CAP_SETPCAP there is nothing to drop here
        syscalls.prctl(syscalls.PR_SET_SECUREBITS, _SECUREBITS_LOCKED)
        for capability in range(64):
            syscalls.prctl(syscalls.PR_CAPBSET_DROP, capability)  # EINVAL past the last one ends the loop
    with contextlib.suppress(OSError):
        syscalls.prctl(syscalls.PR_CAP_AMBIENT, 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    syscalls.syscall("capset", syscalls.CAPSET[platform.machine()], ctypes.byref(header), (ctypes.c_uint32 * 6)())


def forbid_new_privileges() -> None:
    """Make setuid programs and file capabilities powerless from here on."""
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)


def has_admin() -> bool:
    """Return whether this process is root with CAP_SYS_ADMIN, which root in a plain container lacks."""
    if os.geteuid() != 0:
        return False
    with open("/proc/self/status") as status:
        effective = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff:"))
    return bool(effective >> 21 & 1)
