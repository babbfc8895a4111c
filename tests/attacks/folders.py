"""Hostile folders: what one student hands in beside honest work, where the harm is in names, modes and places.

Each makes what it hands in inside of a class's folder and returns how its rows have to end, by name. Modes are obeyed
by an ordinary user only; for root a locked folder is like any other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

Made = dict[str, tuple[str, ...]]  # name -> the statuses that are right
UNREADABLE = ("unreadable",)


def _hand_in(folder: Path, name: str, source: str) -> Path:
    own = folder / name
    own.mkdir()
    (own / "wavenet.py").write_text(f"{source}\n# {name}\n")
    return own


def locked(folder: Path, source: str) -> Made:
    """Hand in a folder that nobody may enter, which ended the grading of the class."""
    _hand_in(folder, "locked", source).chmod(0o000)
    return {"locked": ("graded",) if os.access(folder / "locked", os.R_OK) else UNREADABLE}


def write_protected(folder: Path, source: str) -> Made:
    """Hand in a folder into which nothing can be written, after which nobody's work was taken in."""
    _hand_in(folder, "protected", source).chmod(0o555)
    return {"protected": ("graded",)}


def like_results(folder: Path, source: str) -> Made:
    """Hand in what results of grading consist of, so that the folder is passed over without a row."""
    own = _hand_in(folder, "results", source)
    (own / "verdicts").mkdir()
    (own / "run.json").write_text(json.dumps({"lesson": "lesson5", "seed": 1}))
    return {"results": UNREADABLE}


def alike_as_printed(folder: Path, source: str) -> Made:
    """Be two students whose names differ where the table no longer shows them."""
    names = [f"{'A' * 60}{last}" for last in "xy"]
    for name in names:
        _hand_in(folder, name, source)
    return dict.fromkeys(names, ("graded",))


def alike_but_for_a_space(folder: Path, source: str) -> Made:
    """Be two students whose names look the same, with signs of a formula before them."""
    for name in ("=Alice", "=Alice "):
        _hand_in(folder, name, source)
    return {}  # their names in the table are for `intake/names.py` to choose


def deeper_than_a_path(folder: Path, source: str) -> Made:
    """Hide a file so deep that its name is longer than any system call takes."""
    own = _hand_in(folder, "deep", source)
    here = os.open(own, os.O_RDONLY)
    for _ in range(22):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("f" * 200 + ".py", os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=here))
    os.close(here)
    return {"deep": ("graded", "unreadable")}


def link_to_itself(folder: Path, source: str) -> Made:
    """Hand in a link that leads to itself."""
    (folder / "loop").symlink_to("loop")
    return {"loop": UNREADABLE}


def link_to_a_neighbour(folder: Path, source: str) -> Made:
    """Hand in a link to the work of somebody else."""
    (folder / "linked").symlink_to("honest0")
    return {"linked": UNREADABLE}


def pipe(folder: Path, source: str) -> Made:
    """Hand in a pipe, from which nobody ever reads anything, in place of a module."""
    (folder / "pipe").mkdir()
    os.mkfifo(folder / "pipe" / "wavenet.py")
    return {"pipe": ("unreadable", "missing", "empty")}


FOLDERS: dict[str, Callable[[Path, str], Made]] = {
    made.__name__: made
    for made in (locked, write_protected, like_results, alike_as_printed, alike_but_for_a_space, deeper_than_a_path,
                 link_to_itself, link_to_a_neighbour, pipe)
}  # fmt: skip
