"""Namespaces: separate process numbers, network, mounts, host name, System V objects and users.

Root creates the others as root, and the user namespace last, when it is no longer root, so that nothing inside owns the
walls. An ordinary user needs the user namespace first, because only it allows creating the rest.
"""

from __future__ import annotations

import os

from grader.sandbox import syscalls

FLAGS = {
    "mount": syscalls.CLONE_NEWNS,
    "pid": syscalls.CLONE_NEWPID,
    "net": syscalls.CLONE_NEWNET,
    "ipc": syscalls.CLONE_NEWIPC,
    "uts": syscalls.CLONE_NEWUTS,
}


def flags(layers: frozenset[str]) -> int:
    """Return the unshare flags of those `layers` that are namespaces, other than the user namespace."""
    return sum(flag for name, flag in FLAGS.items() if name in layers)


def open_own_proc() -> int:
    """Return a descriptor of /proc/self, for `enter_user` when /proc is no longer reachable."""
    return os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def enter_user(own_proc: int, also: int = 0) -> None:
    """Enter a user namespace, and those of `also`, in which this user keeps its number and no other user exists.

    Fails with EINVAL in a process with several threads.
    """
    uid, gid = os.getuid(), os.getgid()
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # after setresuid root owns /proc/self otherwise
    syscalls.unshare(syscalls.CLONE_NEWUSER | also)
    # setgroups first: without a "deny" there an unprivileged process may not write gid_map.
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        fd = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=own_proc)
        try:
            os.write(fd, text.encode())  # unbuffered: the error of a file object is lost in its destructor
        finally:
            os.close(fd)
