"""Files of checks that Python cannot read: the course's own, which somebody has damaged without meaning to."""

from pathlib import Path

from grader.course.root import from_here
from grader.errors import GraderError


def why_unreadable(path: Path) -> str:
    """Return in one sentence why a file of checks cannot be read and what to do, empty if it can."""
    name = from_here(path)
    try:
        compile(path.read_bytes(), path.name, "exec", dont_inherit=True)
    except OSError as error:
        return f"{name} cannot be read ({error.strerror}); give yourself the right with: chmod u+r {name}"
    except (SyntaxError, ValueError) as error:  # in its text, or no text
        line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        what = error.msg if isinstance(error, SyntaxError) else str(error)
        return f"{name} holds checks of the course and is damaged ({line}{what}); copy it from the course again"
    return ""


def require_whole(folder: Path) -> None:
    """Raise GraderError if a file of checks in a lesson's folder cannot be read: its points would be missing."""
    for path in sorted(folder.glob("test_*.py")):
        if why := why_unreadable(path):
            raise GraderError(why)
