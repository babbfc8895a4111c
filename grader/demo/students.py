"""The sample class: its students and the notebooks that they hand in."""

import tomllib
from pathlib import Path

import jupytext
import msgspec
import nbformat
from nbformat import NotebookNode

from grader.errors import GraderError


class Student(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One student: `answers` names files beside class.toml, `idea` says what the submission shows."""

    id: str
    answers: list[str]
    idea: str
    empty: bool = False  # hands in a notebook without cells


class _Class(msgspec.Struct, forbid_unknown_fields=True):
    students: list[Student]


def read_class(folder: Path) -> list[Student]:
    """Return the students that `folder`/class.toml lists; raises GraderError if it is missing or malformed."""
    file = folder / "class.toml"
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), _Class).students
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise GraderError(f"the sample class {file} cannot be read: {error}") from error


def answers(folder: Path, files: list[str]) -> dict[str, str]:
    """Return the text of each answer by exercise; a later file replaces answers of an earlier one."""
    found: dict[str, str] = {}
    for name in files:
        notebook = jupytext.reads((folder / name).read_text("utf-8"), fmt="py:percent")
        found |= {cell.metadata["title"]: cell.source for cell in notebook.cells if "title" in cell.metadata}
    return found


def hand_in(student: Student, examples: Path, released: Path, submitted: Path) -> Path:
    """Write the released notebook with the student's answers below `submitted` and return its path.

    Raises GraderError for an answer to an exercise that the notebook does not have.
    """
    notebook: NotebookNode = nbformat.read(released, as_version=4)
    given = answers(examples, student.answers)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = given.pop(cell.metadata["nbgrader"]["grade_id"], cell.source)
    if given:
        raise GraderError(f"{examples}: {student.id} answers {', '.join(given)}, which {released.name} does not ask")
    if student.empty:
        notebook.cells = []
    path = submitted / student.id / released.stem / released.name
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path
