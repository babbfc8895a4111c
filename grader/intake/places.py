"""What stands at a path that a stranger may have made: no question here raises, whatever may not be looked at.

`Path.is_file` and its like raise where a folder may not be entered, and one student's folder would end a class's run.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec

from grader.intake.files import Unreadable, read_file

RECORD_LIMIT = 2**20  # bytes of a run's record; one of this course has 1,000


class _Record(msgspec.Struct):
    """What is read of the record of a run."""

    inode: int = 0


def real(path: Path) -> Path:
    """Return the path without links, as far as they lead anywhere."""
    return Path(os.path.realpath(path))


def is_folder(path: Path) -> bool:
    """Return whether this is a folder, and no link to one; False where that cannot be seen."""
    return _mode(path, stat.S_ISDIR)


def looks_like_results(path: Path) -> bool:
    """Return whether a folder holds what a grading run writes: a record and a folder of verdicts."""
    return is_folder(path) and _mode(path / "run.json", stat.S_ISREG) and is_folder(path / "verdicts")


def written_here(path: Path) -> bool:
    """Return whether a grading run has written this folder: its record knows the folder of verdicts itself.

    What somebody has copied or handed in has another inode, so that nobody loses a row to two names.
    """
    if not looks_like_results(path):
        return False
    try:
        record = msgspec.json.decode(read_file(path / "run.json", RECORD_LIMIT), type=_Record)
        return record.inode == (path / "verdicts").stat().st_ino
    except (Unreadable, OSError, msgspec.MsgspecError, RecursionError):
        return False


def _mode(path: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False
