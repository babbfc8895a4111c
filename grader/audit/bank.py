"""The bank: right programs (wheat) and wrong ones (chaff), one idea per file.

A file `lessonN/<module>/chaff_<slug>.py` defines what it changes, and the reference supplies the rest. The first line
of its docstring names the idea. Lines `caught by: <check>` and `says: <sentence>` state which check has to fail and
what a message has to contain; parts of the texts are enough. Every `caught by` has to hold, and one of several `says`.
`ideas: 2` says that a program makes two mistakes at once. `needs: training` marks a program that only a check that
trains a model can tell from a right one.
"""

import ast
import re
from pathlib import Path
from typing import Literal

import msgspec

from grader.course.lesson import Lesson
from grader.errors import GraderError

NAME = re.compile(r"(wheat|chaff)_(\w+)\.py")
Kind = Literal["wheat", "chaff"]


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """One program of the bank."""

    path: str
    lesson: str
    module: str
    kind: Kind
    slug: str
    idea: str
    exercises: list[str]
    caught_by: list[str] = []
    says: list[str] = []
    ideas: int = 1  # how many mistakes it makes: one, unless it says otherwise
    training: bool = False  # only a check that trains a model can tell it from a right one
    source: str = ""


def find_files(bank: Path, lessons: list[str]) -> list[Path]:
    """Return the programs of a bank for these lessons, sorted."""
    files = [path for lesson in lessons for path in (bank / lesson).glob("*/*.py") if NAME.fullmatch(path.name)]
    return sorted(files)


def lesson_of(path: Path) -> str:
    """Return the lesson that a bank file belongs to, from its folder; raises GraderError with the right form."""
    place = path.resolve()
    if not NAME.fullmatch(path.name) or not re.fullmatch(r"lesson\d+", place.parent.parent.name):
        raise GraderError(f"{path}: a bank file is called lessonN/<module>/wheat_<slug>.py or chaff_<slug>.py")
    return place.parent.parent.name


def read_program(path: Path, lesson: Lesson) -> Program:
    """Read one bank file; raises GraderError, which says what to change, if its form is wrong."""
    lesson_of(path)
    source = path.read_text("utf-8")
    module = path.resolve().parent.name
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise GraderError(f"{path}:{error.lineno}: {error.msg}") from None
    lines = [line.strip() for line in (ast.get_docstring(tree) or "").splitlines()]
    if not lines:
        raise GraderError(f"{path}: begin with a docstring whose first line names the idea")
    known = {name for name, (file, _) in lesson.definitions().items() if file.stem == module}
    exercises = [name for name in defined_names(tree) if name in known]
    if not exercises:
        raise GraderError(
            f"{path} defines none of the exercises of {lesson.name}/{module}: {', '.join(sorted(known)) or 'none'}"
        )
    kind, slug = NAME.fullmatch(path.name).groups()  # type: ignore[union-attr]
    return Program(
        path=str(path),
        lesson=lesson.name,
        module=module,
        kind=kind,  # type: ignore[arg-type]
        slug=slug,
        idea=lines[0],
        exercises=exercises,
        caught_by=stated(lines, "caught by"),
        says=stated(lines, "says"),
        ideas=int((stated(lines, "ideas") or ["1"])[0]),
        training="training" in stated(lines, "needs"),
        source=source,
    )


def defined_names(tree: ast.Module) -> list[str]:
    """Return what a module defines or assigns at its top level, in order, each once."""
    names: dict[str, None] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] = None
        elif isinstance(node, ast.Assign):
            names.update({target.id: None for target in node.targets if isinstance(target, ast.Name)})
    return list(names)


def stated(lines: list[str], key: str) -> list[str]:
    """Return the values of the docstring lines `key: value`."""
    return [line.partition(":")[2].strip() for line in lines if line.lower().startswith(f"{key}:")]
