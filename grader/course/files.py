"""What the files of a submission are by their names, and how much of them is read; `intake` finds and reads them."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from grader.protocol.source import Module

SIZE_LIMIT = 4 * 2**20  # bytes per file; a notebook with pictures has a few hundred KB


def too_long(module: Module) -> bool:
    """Return whether a notebook holds more code than will be examined."""
    return sum(len(cell.source.encode("utf-8", "replace")) for cell in module.cells) > SIZE_LIMIT


# What the course puts beside stubs, and names of files that Python or pytest run by themselves: never student modules.
NO_MODULES = ("conftest", "standins", "setup", "sitecustomize", "usercustomize", "__init__", "__main__")


def is_check(path: PurePath) -> bool:
    """Return whether this is a file of checks."""
    return path.suffix == ".py" and path.name.startswith("test_")


def is_module(path: PurePath) -> bool:
    """Return whether this may be a module of a submission: Python, not a check, and not put there by the course."""
    return path.suffix == ".py" and not is_check(path) and path.stem not in NO_MODULES


def is_notebook(path: PurePath) -> bool:
    """Return whether this is a notebook."""
    return path.suffix == ".ipynb"


def is_source(path: PurePath) -> bool:
    """Return whether this may be part of a submission."""
    return is_module(path) or is_notebook(path)


def text_at_hand(path: Path) -> str:
    """Return the text of a file, empty if it cannot be read: whoever needs the file itself says so."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def digest(modules: Iterable[Module], more: Sequence[str] = ()) -> str:
    """Return a sha256 over the contents of a submission and further texts."""
    found = hashlib.sha256()
    for text in [*more, *(part for module in modules for cell in module.cells for part in (module.name, cell.source))]:
        found.update(len(text).to_bytes(8, "little") + text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()
