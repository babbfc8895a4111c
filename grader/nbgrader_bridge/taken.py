"""Take in what was handed in under another name or in another form than the release, before nbgrader looks for it.

nbgrader only sees notebooks that are called as the release, and passes over all else without a word. Here is taken what
`grader grade` would take: it becomes a notebook of the release's name beside what was handed in, which stays as it is,
and if there is one of that name already, as in a release that nobody touched beside a solved copy, nbgrader reads the
other in its place. Where nothing can be taken, the notebook says why, and is not examined. What has been handed in
again since it was graded is graded anew.
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
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.log import get_logger

from grader.course.root import find_root
from grader.errors import GraderError
from grader.grading.store import Store, StoreError, write_file
from grader.intake.expected import expected
from grader.intake.files import NOTEBOOK_LIMIT, Unreadable, read_file
from grader.intake.notebooks import plain_notebook
from grader.intake.reader import Reader
from grader.intake.requests import Found, ReadFolder
from grader.nbgrader_bridge.execute import settings_of
from grader.nbgrader_bridge.reading import HANDED_IN_AS, TAKEN_IN, TakenIn, linked, notebook_of, taken_in
from grader.nbgrader_bridge.run import FOLDER, file_of

NOT_WORK = {"timestamp.txt"}
LIST: Callable[[Autograde], None] = Autograde.init_notebooks
BEGIN: Callable[[Autograde, str, str], bool] = Autograde.init_destination


class Taken(msgspec.Struct):
    """What was made for a student: the digests of the files, by name, and why nothing could be taken, if so."""

    files: dict[str, str]
    refused: str = ""


def install() -> None:
    """Have `nbgrader autograde`, in this process, take in everybody's work before it lists the notebooks."""
    Autograde.init_notebooks = _take_and_list
    Autograde.init_destination = _begin


def _take_and_list(converter: Autograde) -> None:
    try:
        take_all(converter)
    except GraderError as error:
        converter.log.error("What has another name than the release was not taken in: %s", error)  # noqa: TRY400
    LIST(converter)
    for folder, notebooks in converter.assignments.items():
        known = [path for path in notebooks if str(Path(path).absolute()) in TAKEN_IN]
        converter.assignments[folder] = known or notebooks


def _begin(converter: Autograde, assignment: str, student: str) -> bool:
    """Begin with a student, as nbgrader's `init_destination`; once more with one who has handed in again."""
    again = not converter.force and handed_in_again(converter.coursedir, student)
    converter.force = converter.force or again
    try:
        begun = BEGIN(converter, assignment, student)
    finally:
        converter.force = converter.force and not again
    if begun and again:
        converter.log.warning("%s: handed in again since it was graded; it is graded anew", student)
    return begun


def handed_in_again(course: CourseDirectory, student: str) -> bool:
    """Return whether the files that a student has handed in are others than those that were graded."""
    folder = course.format_path(course.submitted_directory, student, course.assignment_id)
    name = _released(course.db_url, course.assignment_id)
    if name is None:
        return False
    now = taken_in(Path(folder, f"{name}.ipynb")).handed_in
    store = Store(Path(course.root, FOLDER, course.assignment_id))
    graded = store.load(file_of(student, name, course.assignment_id))
    return bool(now and graded is not None and graded.handed_in and graded.handed_in != now)


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
            student, made = folder.parent.name, None
            try:
                if folder.is_dir() and not linked(folder):
                    made = take(folder, f"{name}.ipynb", reader, taken.get(student))
            except (OSError, StoreError) as error:
                why = str(error).split(". ", 1)[0]
                converter.log.error(  # noqa: TRY400  one student's folder, whose traceback helps nobody
                    "%s: nothing was taken in (%s); make the folder %s writable, then autograde this student again",
                    student, why, folder,
                )  # fmt: skip
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
    """Take in the work in a folder; return which files were made for it, None if it is the notebook of that name."""
    ours = {name for name, digest in (before.files if before else {}).items() if _digest_of(folder / name) == digest}
    named = release not in ours and os.path.lexists(folder / release)
    but = [os.fsencode(name) for name in [*ours, *NOT_WORK]]
    answer = reader.ask(ReadFolder(os.fsencode(folder.absolute()), but)).result()
    known = TAKEN_IN[str((folder / release).absolute())] = TakenIn(notes=answer.notes, handed_in=answer.digest)
    if named and (answer.status == Unreadable.status or answer.notebook_path == release):
        return None  # nbgrader's own reading is more lenient, and names what is wrong as well
    refused = answer.detail if answer.status else ""
    notebook = new_notebook() if refused else _as_release(answer, release)
    made = {} if refused else _helpers(answer)
    known.of_modules = not refused and answer.notebook is None
    if named:
        known.notebook = notebook_of(plain_notebook(nbformat.writes(notebook)))
    else:
        made[release] = nbformat.writes(notebook)
    for name in ours - set(made):
        (folder / name).unlink()
    done: dict[str, str] = {}
    for name, text in made.items():
        path = folder / name
        if name in ours or not os.path.lexists(path):
            write_file(path, text.encode())
            done[name] = hashlib.sha256(text.encode()).hexdigest()
    if not refused and not answer.notes:
        known.notes = [f"taken from {_handed_in(answer)}"]
    get_logger().warning("%s: %s", folder / release, refused or "; ".join(known.notes))
    known.status, known.reason = answer.status, refused
    return Taken(done, refused)


def _as_release(answer: Found, release: str) -> NotebookNode:
    """Return what was handed in as a notebook of the release's name."""
    own = [module for module in answer.modules if not module.helper]
    if answer.notebook is not None:
        nb = notebook_of(answer.notebook)
    else:
        cells = [new_code_cell("\n".join(cell.source for cell in module.cells)) for module in own]
        for name, text in answer.answers.items():
            cells.append(new_markdown_cell(text, metadata={"nbgrader": {"grade_id": name}}))
        nb = new_notebook(cells=cells)
    text = "; ".join([f"**Handed in as {_handed_in(answer, '`')}** and taken as `{release}`", *answer.notes]) + "."
    nb.cells.insert(0, new_markdown_cell(text, id=HANDED_IN_AS))
    return nb


def _handed_in(answer: Found, quote: str = "") -> str:
    """Return the names of the files that count."""
    own = [module for module in answer.modules if not module.helper]
    files = [cell.file for module in own for cell in module.cells[:1]]
    return " and ".join(f"{quote}{name}{quote}" for name in ([answer.notebook_path] if answer.notebook else files))


def _helpers(answer: Found) -> dict[str, str]:
    """Return the texts of the files that the notebook imports, by name."""
    own = [module for module in answer.modules if not module.helper]
    modules = answer.modules if answer.notebook is None and len(own) > 1 else [m for m in answer.modules if m.helper]
    return {f"{module.name}.py": "\n".join(cell.source for cell in module.cells) for module in modules}


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(read_file(path, NOTEBOOK_LIMIT)).hexdigest()
    except Unreadable:
        return ""
