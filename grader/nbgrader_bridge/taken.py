"""Take in what was handed in under another name or in another form than the release, before nbgrader looks for it.

nbgrader only sees notebooks that are called as the release, and passes over all else without a word. Where a student's
folder holds none, what `grader grade` would take is taken here: it becomes a notebook of the release's name beside what
was handed in, which stays as it is. Where nothing can be taken, that notebook says why, and is not examined.
nbgrader_config.py calls `install`. What has been made here is on record in `examined/<assignment>/taken.json`, so that
it is made anew when the student hands in again, and nothing else is ever replaced.
"""

import glob
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from traitlets.log import get_logger

from grader.course.root import find_root
from grader.errors import GraderError
from grader.grading.store import write_file
from grader.intake.expected import expected
from grader.intake.files import NOTEBOOK_LIMIT, Unreadable, read_file
from grader.intake.reader import Reader
from grader.intake.requests import Found, ReadFolder
from grader.nbgrader_bridge.execute import settings_of
from grader.nbgrader_bridge.reading import REFUSED, linked, notebook_of
from grader.nbgrader_bridge.run import FOLDER

NOT_WORK = {"timestamp.txt"}
LIST: Callable[[Autograde], None] = Autograde.init_notebooks


class Taken(msgspec.Struct):
    """What was made for a student: the digests of the files, by name, and why nothing could be taken, if so."""

    files: dict[str, str]
    refused: str = ""


def install() -> None:
    """Have `nbgrader autograde`, in this process, take in everybody's work before it lists the notebooks."""
    Autograde.init_notebooks = _take_and_list


def _take_and_list(converter: Autograde) -> None:
    try:
        take_all(converter)
    except GraderError as error:
        converter.log.error("What has another name than the release was not taken in: %s", error)  # noqa: TRY400
    LIST(converter)


def take_all(converter: Autograde) -> None:
    """Take in the work of all students whom a command is about; raises GraderError if the course cannot be read."""
    course = converter.coursedir
    name = _released(course.db_url, course.assignment_id)
    if name is None:
        return  # nbgrader says what is missing
    lesson = settings_of(converter).lesson or course.assignment_id
    wanted = expected(find_root(Path(course.root)), lesson)
    records = Path(course.root, FOLDER, course.assignment_id, "taken.json")
    taken = _read_records(records)
    found = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
    folders = map(Path, sorted(glob.glob(found)))  # noqa: PTH207  as nbgrader finds them
    with Reader(wanted) as reader:
        for folder in folders:
            student = folder.parent.name
            if folder.is_dir() and not linked(folder):
                made = take(folder, f"{name}.ipynb", reader, taken.get(student))
                if made is not None:
                    taken[student] = made
                    write_file(records, msgspec.json.format(msgspec.json.encode(taken)))


def _released(db_url: str, assignment: str) -> str | None:
    """Return the name of the assignment's notebook, None if it has not been released or has several."""
    with Gradebook(db_url) as book:
        try:
            notebooks = book.find_assignment(assignment).notebooks
        except MissingEntry:
            return None
        return str(notebooks[0].name) if len(notebooks) == 1 else None


def _read_records(path: Path) -> dict[str, Taken]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Taken])
    except (OSError, msgspec.MsgspecError):
        return {}


def take(folder: Path, release: str, reader: Reader, before: Taken | None) -> Taken | None:
    """Make the notebook of the release's name in a folder that has none; return what was made, None if nothing was."""
    ours = {name for name, digest in (before.files if before else {}).items() if _digest_of(folder / name) == digest}
    if release not in ours and os.path.lexists(folder / release):
        return None
    but = [os.fsencode(name) for name in [*ours, *NOT_WORK]]
    answer = reader.ask(ReadFolder(os.fsencode(folder.absolute()), but)).result()
    refused = answer.detail if answer.status else ""
    made = {release: nbformat.writes(new_notebook())} if refused else _as_release(answer, release)
    for name in ours - set(made):
        (folder / name).unlink()
    done: dict[str, str] = {}
    for name, text in made.items():
        path = folder / name
        if name in ours or not os.path.lexists(path):
            write_file(path, text.encode())
            done[name] = hashlib.sha256(text.encode()).hexdigest()
    why = refused or f"taken from {', '.join(answer.files)}"
    get_logger().warning("%s: %s", folder / release, why)
    if refused:
        REFUSED[str(folder / release)] = answer.status, refused
    return Taken(done, refused)


def _as_release(answer: Found, release: str) -> dict[str, str]:
    """Return the texts of the files to make, by name: the notebook, and the helpers that it imports."""
    own = [module for module in answer.modules if not module.helper]
    if answer.notebook is not None:
        nb, handed_in = notebook_of(answer.notebook), f"`{answer.notebook_path}`"
    else:
        cells = [new_code_cell("\n".join(cell.source for cell in module.cells)) for module in own]
        for name, text in answer.answers.items():
            cells.append(new_markdown_cell(text, metadata={"nbgrader": {"grade_id": name}}))
        nb = new_notebook(cells=cells)
        handed_in = " and ".join(f"`{cell.file}`" for module in own for cell in module.cells[:1])
    text = f"**Handed in as {handed_in}** and taken as `{release}`. " + "; ".join(answer.notes)
    nb.cells.insert(0, new_markdown_cell(text, id="handed-in-as"))
    modules = answer.modules if answer.notebook is None and len(own) > 1 else [m for m in answer.modules if m.helper]
    helpers = {f"{module.name}.py": "\n".join(cell.source for cell in module.cells) for module in modules}
    return {release: nbformat.writes(nb), **helpers}


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(read_file(path, NOTEBOOK_LIMIT)).hexdigest()
    except Unreadable:
        return ""
