"""An empty root on a tmpfs of bounded size, with the readable paths bound into it.

To be called in a separate mount namespace by a user who may mount there: real root before it becomes another user (so
that a Python below an unreadable home still works, because the folders on the way are created anew), or an ordinary
user in a separate user namespace.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from grader.sandbox import layout
from grader.sandbox.syscalls import (
    MOUNT_ATTR_NODEV,
    MOUNT_ATTR_NOSUID,
    MOUNT_ATTR_RDONLY,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
    detach,
    mount,
    pivot_root,
    seal,
)

_OLD = "/.old"
_FOLDER = "/tmp"  # exists everywhere; the new root is mounted over it, in this namespace only


def enter_empty_root(plan: layout.Layout, disk_bytes: int) -> None:
    """Replace the root by a read-only tmpfs that holds `plan`, three devices and a writable /tmp of `disk_bytes`."""
    mount(None, "/", None, MS_REC | MS_PRIVATE)  # or the mounts below would show up on the host
    mount("tmpfs", _FOLDER, "tmpfs", MS_NOSUID, "size=1m,nr_inodes=4096,mode=0755")
    os.mkdir(_FOLDER + _OLD)
    os.chdir(_FOLDER)
    pivot_root(".", "." + _OLD)
    os.chdir("/")
    os.makedirs("/tmp", exist_ok=True)  # first, because a Python below /tmp is bound into it
    options = f"size={disk_bytes},nr_inodes=4096,mode=1777"
    mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    for path in layout.DEVICES:
        _bind(path, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID)
    for link, text in plan.links:
        os.makedirs(os.path.dirname(link), mode=0o755, exist_ok=True)
        os.symlink(text, link)
    for path in plan.binds:
        _bind(path, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)
    detach(_OLD)  # with it the host's files are gone for good; a chroot would leave a way back
    os.rmdir(_OLD)
    mount(None, "/", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID)
    os.chdir("/tmp")


def uncover(paths: Iterable[str]) -> None:
    """Make `paths` reachable for every user: cover each closed folder above them by one that holds nothing else.

    For a program that must open them itself after root has become another user. Needs a separate mount namespace.
    """
    closed: dict[str, list[str]] = {}
    for path in paths:
        if folder := layout.closed_above(path):
            closed.setdefault(folder, []).append(path)
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    for folder, inside in closed.items():
        kept = [os.open(path, os.O_PATH | os.O_CLOEXEC) for path in inside]
        mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=4096,mode=0755")
        for path, fd in zip(inside, kept, strict=True):
            _make(path, os.path.isdir(f"/proc/self/fd/{fd}"))
            mount(f"/proc/self/fd/{fd}", path, None, MS_BIND | MS_REC)
            os.close(fd)


def _make(path: str, folder: bool) -> None:
    if folder:
        os.makedirs(path, mode=0o755, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o444))


def _bind(path: str, attributes: int) -> None:
    source = _OLD + path
    _make(path, os.path.isdir(source))
    mount(source, path, None, MS_BIND | MS_REC)
    seal(path, attributes)
