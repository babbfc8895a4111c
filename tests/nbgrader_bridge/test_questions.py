"""A free-text question through nbgrader: released without rubric, marked by a person, exported beside the checks."""

import csv
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons

from .conftest import MODULE, cell_of, graded_notebook, nbgrader, page, right_answers, submit, write_course

NAME, RUBRIC = "why_given", "Half saves a division, and nothing else is right."
QUESTION = f"""

# %% [markdown] question="{NAME}" points=3
# ### Question: why given?
#
# Why is `half` given here?
#
# ### BEGIN SOLUTION Write two sentences in place of this line.
# {RUBRIC}
# ### END SOLUTION
"""
PLACE = "**Your answer here.** Write two sentences in place of this line."
ANSWER = "Because it is *not* what I should learn. <img src=x onerror=\"document.title='mine'\">"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up course with a question at the end of its module, released."""
    root = write_course(tmp_path_factory.mktemp("course"))
    with (root / "solutions/lesson1/numbers_by_hand.py").open("a") as file:
        file.write(QUESTION)
    assert build_lessons(all_lessons(root), write=True).problems == []
    nbgrader(root, "generate_assignment", "lesson1")
    return root


@pytest.fixture(scope="module")
def graded(released: Path) -> Path:
    """The course after a class has answered in every form, or not at all."""
    right = {name: text for name, text in right_answers(released).items() if name != NAME}

    def answer(notebook: nbformat.NotebookNode) -> None:
        cell = cell_of(notebook, NAME)
        cell.source = cell.source.replace(PLACE, ANSWER)

    def lose_id(notebook: nbformat.NotebookNode) -> None:
        answer(notebook)
        del cell_of(notebook, NAME).metadata["nbgrader"]

    def copy(notebook: nbformat.NotebookNode) -> None:
        cell = cell_of(notebook, NAME)
        notebook.cells.append(nbformat.from_dict({**deepcopy(cell), "id": "copied"}))
        answer(notebook)

    def make_code(notebook: nbformat.NotebookNode) -> None:
        answer(notebook)
        cell = cell_of(notebook, NAME)
        place = notebook.cells.index(cell)
        notebook.cells[place] = new_code_cell(cell.source, id=cell.id, metadata=cell.metadata)

    def answer_at_length(notebook: nbformat.NotebookNode) -> None:
        answer(notebook)
        cell_of(notebook, NAME).source += "\n" + "And so on. " * 500_000

    submit(released, "answered", right, answer)
    submit(released, "copied", right, copy)
    submit(released, "as_code", right, make_code)
    submit(released, "at_length", right, answer_at_length)
    submit(released, "blank", right)
    submit(released, "without_id", right, lose_id)
    submit(released, "deleted", right, lambda notebook: notebook.cells.remove(cell_of(notebook, NAME)))
    stub = (released / "exercises/lesson1/numbers_by_hand.py").read_text()
    module = released / "submitted/module/lesson1/numbers_by_hand.py"
    module.parent.mkdir(parents=True)
    module.write_text(MODULE + stub[stub.index("\n# %% [markdown] question=") :].replace(PLACE, ANSWER))
    nbgrader(released, "autograde", "lesson1")
    nbgrader(released, "export")
    return released


@contextmanager
def grade_of(root: Path, student: str) -> Iterator[Any]:
    """A student's grade for the question, which may be changed."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "nn-by-hand") as book:
        yield book.find_grade(NAME, "lesson1", "lesson1", student)
        book.db.commit()


def mark(root: Path, student: str, points: float) -> None:
    with grade_of(root, student) as grade:
        grade.manual_score, grade.needs_manual_grade = points, False


def exported(root: Path) -> dict[str, dict[str, str]]:
    with (root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_the_release_asks_and_leaves_room_in_a_manually_graded_cell_and_holds_no_rubric(released):
    notebook = nbformat.read(released / "release/lesson1/lesson1.ipynb", 4)
    cell = cell_of(notebook, NAME)
    kind = {name: cell.metadata.nbgrader[name] for name in ("grade", "solution", "locked", "points")}
    assert (cell.cell_type, kind) == ("markdown", {"grade": True, "solution": True, "locked": False, "points": 3})
    assert cell.source == f"### Question: why given?\n\nWhy is `half` given here?\n\n{PLACE}"
    assert RUBRIC not in "".join(path.read_text() for path in (released / "release").rglob("*.*"))
    assert RUBRIC in (released / "source/lesson1/lesson1.ipynb").read_text()


def test_no_machine_gives_points_for_an_answer_or_for_none(graded):
    for student in ("answered", "blank", "without_id", "deleted", "module", "at_length"):
        with grade_of(graded, student) as grade:
            assert (student, grade.auto_score, grade.needs_manual_grade) == (student, None, True)


@pytest.mark.parametrize("student", ["answered", "without_id", "module", "copied", "as_code", "at_length"])
def test_the_person_who_marks_finds_the_answer_in_the_questions_cell_whatever_was_handed_in(graded, student):
    cell = cell_of(graded_notebook(graded, student), NAME)
    assert ANSWER in cell.source
    assert (cell.cell_type, cell.metadata.nbgrader.points, cell.metadata.nbgrader.grade) == ("markdown", 3, True)


def test_a_long_answer_costs_no_check_its_points_and_says_where_the_rest_is(graded):
    assert exported(graded)["at_length"]["score"] == "6.0"
    assert cell_of(graded_notebook(graded, "at_length"), NAME).source.endswith("in the file that was handed in.*")


def test_a_deleted_question_is_put_back_without_an_answer(graded):
    assert PLACE in cell_of(graded_notebook(graded, "deleted"), NAME).source


def test_the_checks_keep_their_maximum_and_a_mark_that_is_missing_is_no_number(graded):
    for row in exported(graded).values():
        assert (row["score"], row["max_score"], row["written_max_score"], row["final_max_score"]) == (
            "6.0", "6.0", "3.0", "9.0",
        )  # fmt: skip
        assert (row["written_score"], row["final_score"], row["status"]) == ("", "", "graded")
        assert row["reason"].endswith(f"to be marked by a person: {NAME}")


def test_a_mark_counts_survives_grading_again_and_reaches_the_student_without_the_rubric(graded, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    mark(root, "answered", 2)
    mark(root, "blank", 0)
    for _ in range(2):
        nbgrader(root, "export")
        rows = exported(root)
        assert [rows["answered"][name] for name in ("score", "written_score", "final_score")] == ["6.0", "2.0", "8.0"]
        assert [rows["blank"][name] for name in ("score", "written_score", "final_score")] == ["6.0", "0.0", "6.0"]
        assert rows["module"]["final_score"] == ""
        nbgrader(root, "autograde", "lesson1", "--force")
    nbgrader(root, "generate_feedback", "lesson1")
    assert "Because it is not what I should learn." in page(root, "answered")
    assert RUBRIC not in page(root, "answered")
    html = (root / "feedback/answered/lesson1/lesson1.html").read_text()
    assert "onerror=" not in re.sub("&lt;img.*?&gt;", "", html)
