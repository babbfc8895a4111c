"""nbgrader's own commands on the made-up course, from release to export: what students get, and what they are given.

How single submissions are examined is tested in tests/nbgrader_bridge.
"""

import csv
import html
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from grader.build.outputs import build_lessons
from grader.course.lesson import Lesson, all_lessons

HALF = {
    "Scale": """\
import sys, warnings


class Scale:
    def __init__(self, factor):
        print("made", factor)
        warnings.warn("this is no error")
        self.factor = factor

    def __call__(self, x):
        print("called", x, file=sys.stderr)
        self.out = self.factor * x
        return self.out
""",
    "double": "def double(x):\n    return x + min(x, 3)\n",
    "area": "def area(radius:\n    return 0.0\n",
}


def nbgrader(root: Path, *arguments: str) -> str:
    """Run an nbgrader command in the course and return what it logs."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    finished = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stderr


def submit(root: Path, student: str, change: Callable[[NotebookNode], None]) -> None:
    """Hand the released notebook in for a student, after a change."""
    notebook = nbformat.read(root / "release/lesson1/lesson1.ipynb", 4)
    change(notebook)
    folder = root / "submitted" / student / "lesson1"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "lesson1.ipynb")


def fill(cells: dict[str, str]) -> Callable[[NotebookNode], None]:
    """Return a change that replaces the text of the cells with these grade ids."""

    def change(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.source = cells.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)

    return change


def shown(page: Path) -> str:
    """Return the text of an HTML page, without the marks of its highlighting."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text()))


@pytest.fixture(scope="module")
def released(real_course: Path) -> Path:
    assert build_lessons(all_lessons(real_course), write=True).problems == []
    nbgrader(real_course, "generate_assignment", "lesson1")
    return real_course


@pytest.fixture(scope="module")
def graded(released: Path) -> Path:
    source = nbformat.read(released / "source/lesson1/lesson1.ipynb", 4)
    right = {cell.id: cell.source for cell in source.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    submit(released, "right", fill(right))
    submit(released, "stub", lambda notebook: None)
    submit(released, "half", fill(HALF))
    submit(released, "empty", lambda notebook: notebook.cells.clear())
    nbgrader(released, "autograde", "lesson1")
    nbgrader(released, "generate_feedback", "lesson1")
    nbgrader(released, "export", "--to", "grades.csv")
    return released


@pytest.fixture(scope="module")
def scores(graded: Path) -> dict[str, tuple[float, float]]:
    with (graded / "grades.csv").open() as file:
        return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}


def test_the_released_stubs_are_those_of_the_modules(released):
    notebook = nbformat.read(released / "release/lesson1/lesson1.ipynb", 4)
    stubs = {cell.id: cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    modules = [path.read_text() for path in (released / "exercises/lesson1").glob("[!t]*.py")]
    assert list(stubs) == ["Scale", "double", "area"]
    assert all(any(stub in module for module in modules) for stub in stubs.values())
    assert 'raise NotImplementedError("Keep the factor.")' in stubs["Scale"]


def test_no_line_of_a_solution_is_released(released, hidden_lines):
    text = "\n".join(path.read_text() for path in (released / "release").rglob("*") if path.is_file())
    hidden = {line for path in Lesson(released, "lesson1").modules() for line in hidden_lines(path)}
    assert len(hidden) == 5
    assert [line for line in hidden if line in text] == []
    assert "SOLUTION" not in text


def test_a_right_submission_gets_all_points(scores):
    assert scores["right"] == (12, 12)


def test_stubs_get_none(scores):
    assert scores["stub"] == (0, 12)


def test_points_are_given_in_part_and_prints_warnings_and_a_syntax_error_elsewhere_cost_nothing(scores):
    assert scores["half"] == (6 + 3, 12)


def test_an_empty_notebook_is_graded_with_nothing(scores):
    assert scores["empty"] == (0, 12)


def test_the_feedback_says_what_is_wrong_and_shows_no_solution(graded, hidden_lines):
    pages = {path.parts[-3]: shown(path) for path in (graded / "feedback").rglob("*.html")}
    assert set(pages) == {"right", "stub", "half", "empty"}
    assert "double(5)" in pages["half"]
    assert "Return twice the number." in pages["stub"]
    assert pages["right"].count("a long training") == 1  # in the cell, which is not run
    hidden = [line for path in Lesson(graded, "lesson1").modules() for line in hidden_lines(path)]
    assert {student: [line for line in hidden if line in page] for student, page in pages.items()} == {
        "right": hidden,  # their own work
        "stub": [],
        "half": [],
        "empty": [],
    }
