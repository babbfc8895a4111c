"""What nbgrader does with the files beside a notebook: nothing that is a link is copied, and no file stops a class.

nbgrader copies whatever stands beside a submission to the autograded folder and from there to the feedback, and follows
links on the way: to a reference solution, to the gradebook, to any file that the instructor may read. It also ends with
a traceback on a timestamp.txt that holds no date. nbgrader_config.py calls `guard`, so all of its commands behave.
"""

import datetime as dt
import os
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader.converters import base
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files, parse_utc
from traitlets.log import get_logger

from grader.intake.files import COUNT_LIMIT, Unreadable, read_file
from grader.nbgrader_bridge.reading import linked
from grader.protocol.text import clean

TIMESTAMP_LIMIT = 200  # bytes; a date has thirty
COPIED_LIMIT = 2**28  # bytes of a student's files; nbgrader copies them twice, and a sparse file grows on the way
# What a browser shows without running it: the formgrader hands copied files out under the notebook server's address.
SHOWN = {".py", ".txt", ".csv", ".tsv", ".json", ".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pt", ".npy", ".npz"}


def guard() -> None:
    """Put our way of finding files and reading timestamps in place of nbgrader's, in this process."""
    base.find_all_files = ordinary_files
    CourseDirectory.get_existing_timestamp = lambda course, folder: timestamp_of(folder)


def ordinary_files(path: str, exclude: list[str] | None = None, find: Callable[..., Any] = find_all_files) -> list[str]:
    """Return the files below a folder that may be copied, as nbgrader's `find_all_files` finds them.

    Links are left out, and so are pipes and devices, which would be waited for, and files that have a further name
    outside of the folder (a hard link). Of a student's files, all are left out that are not `SHOWN` (a page, a drawing
    with scripts, an archive), and so is what goes beyond `COPIED_LIMIT` bytes or `COUNT_LIMIT` files. The log
    says so; what was handed in stays as it is.
    """
    if linked(Path(path)):
        get_logger().warning("Not copied: %s is a symbolic link, which is not followed", path)
        return []
    found = {file: Path(file).lstat() for file in find(path, exclude)}
    names = Counter((state.st_dev, state.st_ino) for state in _all_states(path))
    kept: list[str] = []
    left = COPIED_LIMIT
    too_much = 0
    for file, state in found.items():
        if stat.S_ISLNK(state.st_mode):
            get_logger().warning("Not copied: %s is a symbolic link, which is not followed", file)
        elif not stat.S_ISREG(state.st_mode):
            get_logger().warning("Not copied: %s is not an ordinary file", file)
        elif state.st_nlink > names[state.st_dev, state.st_ino]:
            get_logger().warning("Not copied: %s is a hard link to a file that was not handed in", file)
        elif Path(file).suffix.lower() not in SHOWN and not _instructors(path):
            get_logger().warning(
                "Not copied: %s is of no kind that browsers are known to show without running it", file
            )
        elif not _instructors(path) and (state.st_size > left or len(kept) >= COUNT_LIMIT):
            too_much += 1
        else:
            left -= state.st_size
            kept.append(file)
    if too_much:
        most = f"at most {COUNT_LIMIT:,} files and {COPIED_LIMIT >> 20} MB of a student are"
        get_logger().warning("Not copied: %s more of the files in %s; %s", f"{too_much:,}", path, most)
    return kept


def _instructors(path: str) -> bool:
    """Return whether a folder is of the release: nbgrader writes `.` for the student there, as in source/./lesson5."""
    return f"{os.sep}.{os.sep}" in path


def _all_states(path: str) -> list[os.stat_result]:
    return [Path(folder, name).lstat() for folder, _, names in os.walk(path) for name in names]


def timestamp_of(folder: str) -> dt.datetime | None:
    """Return when a submission was handed in, None if its timestamp.txt is missing or holds no date."""
    path = Path(folder, "timestamp.txt")
    if not os.path.lexists(path):
        return None
    try:
        text = read_file(path, TIMESTAMP_LIMIT).decode("utf-8-sig", "replace").strip()
        found: dt.datetime = parse_utc(text)
        return found
    except Unreadable as error:
        why = str(error)
    except Exception:  # dateutil raises several kinds
        why = f"{clean(text, 40)!r} is no date such as 2026-01-31 23:59:00 UTC"
    get_logger().warning("%s: %s; no lateness is counted. Correct the file and autograde again with --force", path, why)
    return None
