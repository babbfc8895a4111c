"""Where the course is on this machine."""

import os
import re
from pathlib import Path

from grader.errors import GraderError


def find_root(start: Path | None = None) -> Path:
    """Return the root of the course: the folder that holds `exercises/lessonN` or `solutions/lessonN`.

    Looks upwards from `start` (by default the working directory), then where the grader itself is installed from.
    Raises GraderError with advice if there is none, or if it cannot be read.
    """
    start = (start or Path.cwd()).resolve()
    found = course_above(start) or course_above(Path(__file__).resolve().parents[2], upwards=False)
    if found is None:
        raise GraderError(
            f"no course at {start} or above it: work in the folder that holds exercises/ and solutions/, "
            "or install the grader from it with: pip install -e ."
        )
    return found


def course_above(start: Path, *, upwards: bool = True) -> Path | None:
    """Return the root of the course that `start` is in, None if it is in none; `upwards` looks at its parents too.

    Raises GraderError for a folder `exercises` that cannot be read.
    """
    for folder in (start, *(start.parents if upwards else ())):
        if any(folder.glob("exercises/lesson*/")) or any(folder.glob("solutions/lesson*/")):
            return folder
        require_readable(folder / "exercises")
    return None


def from_here(path: Path) -> str:
    """Return a path as it can be typed where the person stands, in quotes if it needs them."""
    try:
        text = Path(os.path.relpath(path)).as_posix()
    except (OSError, ValueError):  # another drive, or a working directory that is gone
        text = str(path)
    return text if re.fullmatch(r"[\w./\\:~+-]+", text) else f'"{text}"'


def require_readable(folder: Path) -> None:
    """Raise GraderError, with what to do, if there is such a folder and it cannot be listed."""
    try:
        closed = folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)
    except PermissionError:
        closed = False  # what is above it is closed, so nobody knows that it is there
    if closed:
        raise GraderError(f"{folder} cannot be read; give yourself the right with: chmod u+rx {folder}")
