"""Find and read the source of a submission: module files or one notebook, as cells. Nothing is run here."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from grader.course.cells import NotebookError, notebook_cells
from grader.errors import GraderError
from grader.protocol.source import Cell, Module

SIZE_LIMIT = 4 * 2**20  # bytes per file; a notebook with pictures has a few hundred KB


def read_text(path: Path) -> str:
    """Return a file's text; raises GraderError if it is too large or not UTF-8."""
    if path.stat().st_size > SIZE_LIMIT:
        raise GraderError(f"{path.name} is larger than {SIZE_LIMIT // 2**20} MB; clear the notebook's outputs and save")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraderError(
            f"{path.name} is not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from None


def module_of(path: Path, shown_as: str | None = None) -> Module:
    """Read one module file or notebook; raises GraderError if it cannot be read."""
    name = shown_as or path.name
    text = read_text(path)
    if is_notebook(path):
        try:
            return Module(path.stem, notebook_cells(text, name))
        except NotebookError as error:
            raise GraderError(str(error)) from None
    return Module(path.stem, [Cell(name, text)])


def too_long(module: Module) -> bool:
    """Return whether a notebook holds more code than will be examined."""
    return sum(len(cell.source.encode("utf-8", "replace")) for cell in module.cells) > SIZE_LIMIT


# What the course puts beside stubs, and names of files that Python or pytest run by themselves: never student modules.
NO_MODULES = ("conftest", "standins", "setup", "sitecustomize", "usercustomize", "__init__", "__main__")
HANDED_IN = (".zip", ".ipynb", ".py")  # files that may be a whole submission


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


def find_sources(path: Path, lesson: str) -> list[Path]:
    """Return the files of a submission for a lesson; `path` is a file, a lesson's folder or a folder of lessons.

    Raises GraderError if there are none.
    """
    if path.is_file():
        return [path]
    folder = path / lesson if (path / lesson).is_dir() else path
    found = sorted(file for file in folder.glob("*") if file.is_file() and is_source(file))
    if not found:
        raise GraderError(f"there is no submission for {lesson} in {path}; expected module files or one notebook")
    return found


def read_submission(path: Path, lesson: str) -> list[Module]:
    """Read a submission of a lesson; see `find_sources`."""
    base = Path.cwd()
    return [
        module_of(file, str(file.relative_to(base)) if file.is_relative_to(base) else str(file))
        for file in find_sources(path, lesson)
    ]


def digest(modules: Iterable[Module], more: Sequence[str] = ()) -> str:
    """Return a sha256 over the contents of a submission and further texts."""
    found = hashlib.sha256()
    for text in [*more, *(part for module in modules for cell in module.cells for part in (module.name, cell.source))]:
        found.update(len(text).to_bytes(8, "little") + text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()
