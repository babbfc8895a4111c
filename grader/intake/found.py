"""Say what was handed in where there is nothing that can be examined."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.course.files import is_check, is_module, is_notebook
from grader.intake.expected import Expected

KINDS = {
    ".rar": "a RAR archive", ".7z": "a 7z archive", ".pdf": "a PDF document", ".html": "a web page",
    ".htm": "a web page", ".doc": "a Word document", ".docx": "a Word document", ".odt": "a text document",
    ".txt": "a text file", ".md": "a text file", ".rtf": "a text document", ".png": "a picture", ".jpg": "a picture",
    ".jpeg": "a picture", ".pt": "a saved model", ".pth": "a saved model", ".pkl": "a pickle",
    ".pyc": "compiled Python", ".json": "a JSON file", ".csv": "a table", ".url": "a link", ".webloc": "a link",
}  # fmt: skip
SHOWN = 6
DISGUISED = re.compile(r"(.+\.(?:py|ipynb))(?:\.\w{1,8}|[ _~-].*|~)", re.IGNORECASE)


def kind_of(name: str) -> str:
    """Return what a file is by its name, as in "a PDF document"."""
    suffix = PurePosixPath(name).suffix.lower()
    return KINDS.get(suffix) or (f"a file of the kind {suffix}" if suffix else "a file without a suffix")


def wants(wanted: Expected) -> str:
    """Return what should be handed in."""
    files = " and ".join(f"{name}.py" for name in wanted.modules)
    return f"{files}, or one notebook" if files else "module files or one notebook"


def empty(paths: Sequence[PurePosixPath], wanted: Expected) -> str:
    """Return why there is nothing for a lesson among files: what was expected, what was found, and what to rename."""
    text = f"there is nothing for {wanted.lesson}; expected {wants(wanted)}"
    if not paths:
        return f"{text}; found no files"
    for path in paths:
        if disguised := DISGUISED.fullmatch(path.name):
            return f"{text}; found {path}: rename it to {disguised.group(1)}"
    first = sorted(paths, key=lambda path: (is_check(path), not (is_module(path) or is_notebook(path)), str(path)))
    words = [f"{path} ({_why(path)})" for path in first[:SHOWN]]
    more = f" and {len(first) - SHOWN} more" if len(first) > SHOWN else ""
    return f"{text}; found {', '.join(words)}{more}"


def _why(path: PurePosixPath) -> str:
    if is_check(path):
        return "a check of the course's"
    if is_module(path) or is_notebook(path):
        return "another lesson's, or the course's own"
    return "the course's own" if path.suffix == ".py" else kind_of(path.name)
