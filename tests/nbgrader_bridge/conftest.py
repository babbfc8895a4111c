"""A made-up course of one small lesson in nbgrader, with a class whose notebooks are damaged in every way."""

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons

MODULE = '''\
"""Numbers by hand."""

# %%
import math


# %%
def half(x: float) -> float:
    """Return half of x."""
    return x / 2


# %%
def double(x: float) -> float:
    """Return twice x."""
    ### BEGIN SOLUTION Return twice the number.
    return 4 * half(x)
    ### END SOLUTION


# %%
def area(radius: float) -> float:
    """Return the area of a circle."""
    ### BEGIN SOLUTION Return the area of the circle with this radius.
    return math.pi * radius**2
    ### END SOLUTION
'''

CHECK_DOUBLE = """\
import pytest
from grader.checks.compare import expect

pytestmark = pytest.mark.exercise("double")


@pytest.mark.points(2)
def test_of_two(submission):
    expect(submission.double(2.0), 4.0, "double(2.0)")


@pytest.mark.points(3)
@pytest.mark.training
def test_of_many(submission):
    expect(submission.double(500.0), 1000.0, "double(500.0)")
"""

# What a submission returns cannot make an ordinary check do this; here a check stands for an examiner that breaks.
CHECK_AREA = """\
import os, signal
import pytest
from grader.checks.compare import expect

pytestmark = pytest.mark.exercise("area")


def test_of_nothing(submission):
    found = submission.area(0)
    if found == "end the examination":
        os._exit(3)
    if found == "end the worker":
        os.kill(os.getppid(), signal.SIGKILL)
    expect(found, 0.0, "area(0)")
"""

Change = Callable[[NotebookNode], None]


def write_course(root: Path) -> Path:
    """Write the course below `root`, with the settings of this repository."""
    solutions, exercises = root / "solutions/lesson1", root / "exercises/lesson1"
    solutions.mkdir(parents=True)
    exercises.mkdir(parents=True)
    (solutions / "numbers_by_hand.py").write_text(MODULE)
    (exercises / "test_double.py").write_text(CHECK_DOUBLE)
    (exercises / "test_area.py").write_text(CHECK_AREA)
    shutil.copy(Path(__file__).parents[2] / "nbgrader_config.py", root)
    configure(root, 'c.ExaminerExecute.limits = {"cell_seconds": 3, "load_seconds": 20, "restarts": 2}')
    return root


def configure(root: Path, line: str) -> None:
    """Add a line to the course's settings."""
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"\n{line}\n")


def nbgrader(root: Path, *arguments: str, code: int = 0) -> str:
    """Run an nbgrader command in the course and return what it logs."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    finished = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert finished.returncode == code, finished.stdout + finished.stderr
    return finished.stderr


def right_answers(root: Path) -> dict[str, str]:
    """Return the reference's text of each solution cell."""
    source = nbformat.read(root / "source/lesson1/lesson1.ipynb", 4)
    return {cell.id: cell.source for cell in source.cells if cell.metadata.get("nbgrader", {}).get("solution")}


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the cell with this grade id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def submit(root: Path, student: str, answers: dict[str, str], change: Change = lambda notebook: None) -> Path:
    """Hand the released notebook in with these answers, after a change, and return the file."""
    notebook = nbformat.read(root / "release/lesson1/lesson1.ipynb", 4)
    for name, text in answers.items():
        cell_of(notebook, name).source = text
    change(notebook)
    file = root / "submitted" / student / "lesson1/lesson1.ipynb"
    file.parent.mkdir(parents=True)
    file.write_text(nbformat.writes(notebook))
    return file


def graded_notebook(root: Path, student: str) -> NotebookNode:
    """Return a student's notebook after autograding."""
    return nbformat.read(root / "autograded" / student / "lesson1/lesson1.ipynb", 4)


def said(root: Path, student: str, exercise: str) -> str:
    """Return what the test cell of an exercise says to a student."""
    outputs = cell_of(graded_notebook(root, student), f"test_{exercise}").outputs
    return "".join(output.text for output in outputs if output.output_type == "stream")


def page(root: Path, student: str) -> str:
    """Return the text of a student's feedback page."""
    text = (root / "feedback" / student / "lesson1/lesson1.html").read_text()
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the course, released."""
    root = write_course(tmp_path_factory.mktemp("course"))
    assert build_lessons(all_lessons(root), write=True).problems == []
    nbgrader(root, "generate_assignment", "lesson1")
    shutil.copytree(root, untouched(root))
    return root


def untouched(root: Path) -> Path:
    """Where the course stands as it was when it was released: nobody submits there."""
    return root.with_name(f"{root.name} untouched")


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    """The released course once more, for a test of its own."""
    return copy_of(released, tmp_path)


def copy_of(released: Path, folder: Path) -> Path:
    """Copy the course, as it was when it was released, into a folder, and return that."""
    for part in ("exercises", "solutions", "source", "release", "nbgrader_config.py", "gradebook.db"):
        source = untouched(released) / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder
