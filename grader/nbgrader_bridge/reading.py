"""Open submitted notebooks, whatever state they are in: a file that cannot be read becomes a notebook with a reason.

nbgrader leaves a submission that it cannot parse without a grade. Here it continues as a notebook without cells, which
is not examined and gets no points, and the reason is shown where the student and the instructor look.
"""

import atexit
import copy
import functools
import os
import re
from pathlib import Path

import msgspec
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from grader.grading.formgrader import NOTE
from grader.intake.expected import Expected
from grader.intake.files import Unreadable
from grader.intake.notebooks import PlainCell, PlainNotebook
from grader.intake.reader import TOO_LONG, Reader
from grader.intake.requests import ReadHelpers, ReadNotebook
from grader.protocol.source import Module

HANDED_IN_AS = "handed-in-as"  # the id of the cell that says what a notebook was made of
MAKE = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


class TakenIn(msgspec.Struct):
    """What is known of a hand-in before its notebook is opened.

    `status` and `reason` say why nothing is taken, if so; `notes` how it was found, a sentence each. `notebook` stands
    in place of the file of the release's name, if the work is elsewhere. `of_modules` says that there was no notebook,
    and `handed_in` is a digest of the files.
    """

    status: str = ""
    reason: str = ""
    notes: list[str] = []
    notebook: NotebookNode | None = None
    of_modules: bool = False
    handed_in: str = ""


TAKEN_IN: dict[str, TakenIn] = {}  # in this command, by the notebook's path


def taken_in(path: Path) -> TakenIn:
    """Return what is known of the hand-in to which a notebook of the release's name belongs."""
    return TAKEN_IN.get(str(path.absolute())) or TakenIn()


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook in a file, or one without cells but with a reason if it cannot be read.

    Below `NOTE` its metadata say what `TakenIn` does.
    """
    known = taken_in(path)
    notebook = unreadable(known.reason, known.status) if known.status else copy.deepcopy(known.notebook) or _read(path)
    notes = {"notes": known.notes, "of_modules": known.of_modules, "handed_in": known.handed_in}
    notebook.metadata[NOTE] = nbformat.from_dict({**notebook.metadata.get(NOTE, {}), **notes})
    return notebook


def _read(path: Path) -> NotebookNode:
    if linked(path.parent):
        return unreadable(f"the folder of {path.name} is a symbolic link, which is not followed")
    answer = reader().ask(ReadNotebook(os.fsencode(path.absolute()))).result()
    if answer.notebook is not None:
        return notebook_of(answer.notebook)
    if answer.detail == TOO_LONG:
        known = TAKEN_IN.setdefault(str(path.absolute()), TakenIn())
        known.status, known.reason = answer.status, TOO_LONG  # once is enough, and it is asked for twice
    return unreadable(answer.detail)


@functools.cache
def reader() -> Reader:
    """Return what reads submissions for this command, in a process of its own."""
    found = Reader(Expected(""))
    atexit.register(found.close)
    return found


def with_helpers(module: Module, folders: list[Path]) -> list[Module]:
    """Return a notebook's code with the Python files in folders that it imports; raises Unreadable if it is too much.

    A later folder's file replaces an earlier one's.
    """
    paths = [os.fsencode(folder.absolute()) for folder in folders]
    answer = reader().ask(ReadHelpers(module, paths)).result()
    if answer.status:
        raise Unreadable(answer.detail)
    return answer.modules


def linked(folder: Path) -> bool:
    """Return whether the folder of a submission, or of its student, is a symbolic link."""
    return folder.is_symlink() or folder.parent.is_symlink()


def unreadable(reason: str, status: str = "unreadable") -> NotebookNode:
    """Return the notebook that stands for what cannot be examined."""
    text = f"**This submission was not examined:** {reason}"
    cells = [new_markdown_cell(text, id="unreadable")]
    notebook: NotebookNode = new_notebook(cells=cells, metadata={NOTE: {"unreadable": reason, "status": status}})
    return notebook


def notebook_of(plain: PlainNotebook) -> NotebookNode:
    """Return the notebook that nbgrader works on: what counts of the one that was handed in."""
    seen: set[str] = set()
    cells = [_as_cell(cell, seen) for cell in plain.cells]
    notes = {"language": plain.language} if plain.language else {}
    metadata = {"language_info": {"name": "python"}, NOTE: notes}
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _as_cell(cell: PlainCell, seen: set[str]) -> NotebookNode:
    """Return a new cell with the kind, text, pictures and grade id of the old one, and its id if that is unique."""
    made: NotebookNode = MAKE[cell.kind](cell.text)
    if cell.grade_id is not None:
        made.metadata["nbgrader"] = nbformat.from_dict({"grade_id": cell.grade_id})
    if re.fullmatch(r"[\w-]{1,64}", cell.id, re.ASCII) and cell.id not in seen:
        made["id"] = cell.id
    seen.add(made["id"])
    if cell.pictures:
        made["attachments"] = nbformat.from_dict(cell.pictures)
    return made
