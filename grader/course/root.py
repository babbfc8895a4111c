"""Where the course is on this machine."""

from pathlib import Path


def find_root(start: Path | None = None) -> Path:
    """Return the root of the course: the folder that holds `exercises/lessonN` or `solutions/lessonN`.

    Looks upwards from `start` (by default the working directory), then where the grader itself is installed from.
    Raises FileNotFoundError with advice if there is none.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents, Path(__file__).resolve().parents[2]):
        if any(folder.glob("exercises/lesson*/")) or any(folder.glob("solutions/lesson*/")):
            return folder
    raise FileNotFoundError(
        f"no course at {start} or above it: work in the folder that holds exercises/ and solutions/, "
        "or install the grader from it with: pip install -e ."
    )
