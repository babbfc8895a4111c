"""Which paths of the machine a child sees, and how they fit into an empty root.

Paths stay where they are, so that everything the interpreter has remembered stays valid. Symbolic links along a path
are recreated, and their targets are bound; the folders in between are new and empty, so a Python below somebody's home
reveals nothing else of that home.
"""

from __future__ import annotations

import functools
import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass

_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/proc/cpuinfo",  # torch asks what the processor can do
    "/sys/devices/system/cpu",
)
_SHARED = ("/", "/usr", "/usr/local", "/opt", "/home", "/root", "/var", "/etc", "/tmp")  # never bound as a whole
# The package `data` beside ours: names and births, which are public, and what loads them.
_COURSE_DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "data")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")


@dataclass(frozen=True)
class Layout:
    """What to create in an empty root: links (path, text) first, then binds of real paths onto themselves."""

    links: tuple[tuple[str, str], ...]
    binds: tuple[str, ...]


def interpreter_paths() -> tuple[str, ...]:
    """Return what Python needs for lazy imports: shared libraries, its own and installed packages, and `data`."""
    paths = [*_SYSTEM, *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))]
    paths += installed_packages()
    # A prefix of its own holds further libraries and pyvenv.cfg; a shared one such as /usr also holds unrelated files.
    paths += [prefix for prefix in (sys.prefix, sys.base_prefix) if prefix not in _SHARED]
    paths += [os.path.dirname(os.path.realpath(sys.executable)), os.path.dirname(sys.executable), _COURSE_DATA]
    return tuple(dict.fromkeys(path for path in paths if os.path.exists(path)))


def installed_packages() -> list[str]:
    """Return the folders of installed packages on the import path."""
    return [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]


@functools.cache
def plan(readable: tuple[str, ...], hidden: tuple[str, ...] = ()) -> Layout:
    """Resolve `readable` into a layout; raise ValueError if it would reveal something in `hidden`."""
    links: dict[str, str] = {}
    real: set[str] = set()
    for path in readable:
        real.add(_follow(os.path.abspath(path), links))
    binds = [path for path in sorted(real) if not any(_within(path, other) for other in real if other != path)]
    for secret in hidden:
        place = os.path.realpath(secret)
        for path in binds:
            if _within(place, path):
                raise ValueError(
                    f"a submission could read {secret}, because it is in {path}, which Python needs; "
                    "move the Python environment to a folder of its own"
                )
    return Layout(
        tuple((link, text) for link, text in links.items() if not any(_within(link, b) for b in binds)), tuple(binds)
    )


def _follow(path: str, links: dict[str, str]) -> str:
    """Return the real path and note every symbolic link along the way."""
    done, rest = "/", path.strip("/").split("/")
    for _ in range(400):
        if not rest:
            return done
        part = rest.pop(0)
        step = os.path.normpath(os.path.join(done, part))
        if not os.path.islink(step):
            done = step
            continue
        links[step] = os.readlink(step)
        target = os.path.join(done, links[step])
        done, rest = "/", [*target.strip("/").split("/"), *rest]
        if ".." in rest:  # rare; let the system resolve it
            done, rest = os.path.realpath(os.path.join("/", *rest)), []
    raise ValueError(f"too many symbolic links on the way to {path}")


def _within(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def closed_above(path: str) -> str | None:
    """Return the first folder on the way to `path` that other users may not enter, or None."""
    parts = path.strip("/").split("/")
    for depth in range(1, len(parts)):
        folder = "/" + "/".join(parts[:depth])
        if not os.stat(folder).st_mode & 0o001:
            return folder
    return None


def readable_by(paths: Iterable[str], check: int = os.R_OK) -> list[str]:
    """Return those of `paths` that this process can reach."""
    return [path for path in paths if os.access(path, check)]
