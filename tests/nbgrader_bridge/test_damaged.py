"""One run of `nbgrader autograde` over a class whose notebooks are damaged in every way: each gets a definite grade."""

import csv
import json
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from nbgrader.api import Gradebook

from .conftest import cell_of, graded_notebook, nbgrader, page, right_answers, said, submit

WRONG = "def double(x):\n    return x\n"


def remove(*names: str):
    def change(notebook: NotebookNode) -> None:
        notebook.cells = [cell for cell in notebook.cells if cell not in [cell_of(notebook, name) for name in names]]

    return change


def mark(name: str, **metadata: object):
    def change(notebook: NotebookNode) -> None:
        cell_of(notebook, name).metadata.nbgrader.update(metadata)

    return change


def copy_before(name: str, source: str):
    def change(notebook: NotebookNode) -> None:
        cell = cell_of(notebook, name)
        notebook.cells.insert(notebook.cells.index(cell), new_code_cell(source, metadata=cell.metadata.copy()))

    return change


def edit(name: str, source: str):
    def change(notebook: NotebookNode) -> None:
        cell_of(notebook, name).source = source

    return change


def retype(*names: str):
    def change(notebook: NotebookNode) -> None:
        for name in names:
            cell = cell_of(notebook, name)
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]

    return change


def unmark(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata = {}


def add(source: str):
    def change(notebook: NotebookNode) -> None:
        notebook.cells.insert(0, new_code_cell(source))

    return change


def flood(notebook: NotebookNode) -> None:
    cell_of(notebook, "double").outputs = [new_output("stream", text="many words " * 600_000)]
    cell_of(notebook, "test_area").outputs = [new_output("execute_result", data={"text/plain": "1.0"})]


def rename_kernel(notebook: NotebookNode) -> None:
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}


CHATTY = "import sys, warnings\nwarnings.warn('hm')\nprint('hm', file=sys.stderr)\n"
MAGIC = "%%writefile /etc/hosts\nnothing\n"
GRADEBOOK = """\
import glob, os, sqlite3
for path in [{path!r}, *glob.glob("/**/gradebook.db", recursive=True)]:
    with sqlite3.connect(path) as book:
        book.execute("update grade set auto_score = 5")
"""


@pytest.fixture(scope="module")
def course(released: Path) -> Path:
    root, right = released, right_answers(released)
    wrong = {**right, "double": WRONG}
    submit(root, "right", right)
    submit(root, "wrong", wrong)
    submit(root, "stub", {})
    submit(root, "test deleted", wrong, remove("test_double"))
    submit(root, "solution deleted", right, remove("double"))
    submit(root, "provided deleted", right, remove("provided_numbers_by_hand_half", "provided_numbers_by_hand_imports"))
    submit(root, "solution twice", right, copy_before("double", WRONG))
    submit(root, "test twice", wrong, copy_before("test_double", "5.0"))
    submit(root, "test renamed", wrong, mark("test_double", grade_id="mine"))
    submit(root, "solution renamed", right, mark("double", grade_id="mine"))
    submit(root, "names exchanged", wrong, mark("test_double", grade_id="double"))
    submit(root, "test edited", wrong, edit("test_double", "5.0"))
    submit(root, "provided edited", right, edit("provided_numbers_by_hand_half", "def half(x):\n    return x\n"))
    submit(root, "retyped", right, retype("test_double", "area"))
    submit(root, "unmarked", right, unmark)
    submit(root, "repriced", wrong, mark("test_area", points=1000))
    submit(root, "marks of another version", right, mark("test_double", schema_version=99, grade="yes"))
    submit(root, "marks of an old version", right, mark("test_double", schema_version=1))
    submit(root, "manual", wrong, mark("test_double", solution=True))
    submit(root, "own outputs", wrong, flood)
    submit(root, "other kernel", right, rename_kernel)
    submit(root, "empty", {}, lambda notebook: notebook.cells.clear())
    submit(root, "magics", right, add(MAGIC))
    submit(root, "shell", right, add("!rm -rf /\n%matplotlib inline\n%timeit 1"))
    submit(root, "chatty", {**right, "double": CHATTY + right["double"]})
    submit(root, "endless", right, add("while True:\n    pass"))
    submit(root, "exits", right, add("import os\nos._exit(0)"))
    submit(root, "ends its process", right, add("import ctypes\nctypes.CDLL(None).abort()"))
    submit(root, "tries the check", right, add('from grader import check\n\ncheck("lesson1", "double")'))
    submit(root, "syntax error", {**right, "area": "def area(radius:\n    return 0\n"})
    submit(root, "ends the examination", {**right, "area": "def area(r):\n    return 'end the examination'\n"})
    submit(root, "zz ends the worker", {**right, "area": "def area(r):\n    return 'end the worker'\n"})
    submit(root, "forges", wrong, add(GRADEBOOK.format(path=str(root / "gradebook.db"))))
    submit(root, "broken", right).write_text('{"cells": [')
    submit(root, "no list", right).write_text('{"cells": 3, "metadata": [], "nbformat": 4}')
    submit(root, "deep", right).write_text("[" * 100_000)
    submit(root, "other letters", right).write_bytes("schön".encode("latin-1"))
    submit(root, "half a letter", {**right, "area": right["area"] + '\n"\\ud800"\n# \ud7ff'})
    strange = '{"cells": [1, {"cell_type": "code", "source": 3, "metadata": 4}, {"cell_type": "code", "metadata": '
    submit(root, "strange", right).write_text(strange + '{"nbgrader": "\\ud800"}, "source": ["a\\ud800"]}]}')
    submit(root, "nothing at all", right).write_bytes(b"")
    (root / "first.log").write_text(nbgrader(root, "autograde", "lesson1"))
    nbgrader(root, "generate_feedback", "lesson1", "--student", "e*")
    nbgrader(root, "export", "--to", "grades.csv")
    return root


@pytest.fixture(scope="module")
def scores(course: Path) -> dict[str, float | None]:
    with (course / "grades.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {row["max_score"] for row in rows} == {"6.0"}
    return {row["student_id"]: float(row["score"]) if row["score"] else None for row in rows}


EVERYTHING, DOUBLE, AREA, NOT_EXAMINED = 6, 5, 1, None


@pytest.mark.parametrize(
    ("student", "points"),
    {
        "right": EVERYTHING,
        "wrong": AREA,
        "stub": 0,
        "test deleted": AREA,
        "solution deleted": AREA,
        "provided deleted": EVERYTHING,
        "solution twice": EVERYTHING,
        "test twice": AREA,
        "test renamed": AREA,
        "solution renamed": EVERYTHING,
        "names exchanged": AREA,
        "test edited": AREA,
        "provided edited": EVERYTHING,
        "retyped": EVERYTHING,
        "unmarked": EVERYTHING,
        "repriced": AREA,
        "marks of another version": EVERYTHING,
        "marks of an old version": EVERYTHING,
        "manual": AREA,
        "own outputs": AREA,
        "other kernel": EVERYTHING,
        "empty": 0,
        "magics": EVERYTHING,
        "shell": EVERYTHING,
        "chatty": EVERYTHING,
        "endless": EVERYTHING,
        "exits": EVERYTHING,
        "ends its process": EVERYTHING,
        "tries the check": EVERYTHING,
        "syntax error": DOUBLE,
        "ends the examination": NOT_EXAMINED,
        "zz ends the worker": NOT_EXAMINED,
        "forges": AREA,
        "broken": NOT_EXAMINED,
        "no list": NOT_EXAMINED,
        "deep": NOT_EXAMINED,
        "other letters": NOT_EXAMINED,
        "half a letter": EVERYTHING,
        "strange": 0,
        "nothing at all": NOT_EXAMINED,
    }.items(),
)
def test_each_gets_the_points_of_its_code_and_no_other(scores, student, points):
    assert scores[student] == points


def test_each_is_graded_and_has_a_verdict(course, scores):
    students = {folder.name for folder in (course / "submitted").iterdir()}
    assert set(scores) == students
    assert {path.stem for path in (course / "examined/lesson1/verdicts").glob("*.json")} == students


def test_only_what_was_not_examined_is_left_for_an_instructor_to_grade_by_hand(course, scores):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        waiting = {
            submission.student.id
            for submission in book.assignment_submissions("lesson1")
            for grade in submission.notebooks[0].grades
            if grade.needs_manual_grade or grade.auto_score is None
        }
    assert waiting == {student for student, score in scores.items() if score is NOT_EXAMINED}


@pytest.mark.parametrize(
    ("student", "exercise", "words"),
    [
        ("wrong", "double", "expected   4.0"),
        ("stub", "double", "Return twice the number."),
        ("test deleted", "double", "expected   4.0"),
        ("solution deleted", "double", "missing"),
        ("empty", "area", "missing"),
        ("syntax error", "area", "SyntaxError"),
        ("broken", "double", "not a readable notebook"),
        ("no list", "double", "not a readable notebook"),
        ("deep", "double", "not a readable notebook"),
        ("other letters", "double", "not UTF-8"),
        ("ends the examination", "double", "the examination ended with status 3"),
        ("zz ends the worker", "double", "the examination died 2 times"),
    ],
)
def test_the_reason_stands_in_the_test_cell(course, student, exercise, words):
    assert words in said(course, student, exercise)


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("empty", "missing"),
        ("exits", "ends the process that runs your code"),
        ("ends its process", "ends the process that runs it"),
        ("ends the examination", "the examination ended with status 3"),
    ],
)
def test_the_feedback_page_shows_the_reason(course, student, words):
    assert words in page(course, student)


def test_the_instructor_reads_what_was_put_right(course):
    log = (course / "first.log").read_text()
    assert "test deleted: the cell 'test_double' was deleted or renamed; it has been put back" in log
    assert "test edited: the read-only cell 'test_double' was edited" in log
    assert "solution twice: the cell 'double' occurs several times" in log


def test_the_layers_of_isolation_are_said_first_and_recorded(course):
    first = (course / "first.log").read_text().splitlines()[0]
    verdict = json.loads((course / "examined/lesson1/verdicts/right.json").read_text())
    assert verdict["isolation"] in first
    assert "seccomp" in verdict["layers"]


def test_a_message_names_the_number_that_the_page_shows(course):
    notebook = graded_notebook(course, "syntax error")
    cell = cell_of(notebook, "area")
    assert f"lesson1.ipynb[{cell.execution_count}]:1" in said(course, "syntax error", "area")
    assert cell.outputs[0].ename == "SyntaxError"


def test_neither_the_seed_nor_a_verdict_is_copied_to_what_students_get(course):
    seed = str(json.loads((course / "examined/lesson1/run.json").read_text())["seed"])
    given = [path for part in ("feedback", "autograded") for path in (course / part).rglob("*") if path.is_file()]
    assert {path.suffix for path in given} == {".html", ".ipynb"}
    assert [path for path in given if seed in path.read_text()] == []


def test_a_second_run_with_force_gives_the_same_verdicts(course, scores):
    folder = course / "examined/lesson1/verdicts"
    old, written = json.loads((folder / "wrong.json").read_text()), (folder / "wrong.json").stat().st_mtime_ns
    nbgrader(course, "autograde", "lesson1", "--student", "wrong", "--force")
    new = json.loads((folder / "wrong.json").read_text())
    assert (folder / "wrong.json").stat().st_mtime_ns > written
    same = ("seed", "checks", "score", "max_score", "layers")
    assert [new[key] for key in same] == [old[key] for key in same]
