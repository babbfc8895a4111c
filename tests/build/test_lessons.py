"""The course's own lessons, as they stand in solutions/ and exercises/."""

import ast
import hashlib
from pathlib import Path

import nbformat
import pytest

from grader.build.notebook import notebook_text
from grader.build.stubs import stub_module
from grader.course.catalogue import Exercise
from grader.course.lesson import Lesson, all_lessons
from grader.course.regions import find_exercises

ROOT = Path(__file__).parents[2]
LESSONS = [pytest.param(lesson, id=lesson.name) for lesson in all_lessons(ROOT)]
MODULES = [pytest.param(lesson, path, id=path.stem) for lesson in all_lessons(ROOT) for path in lesson.modules()]


@pytest.mark.parametrize(("lesson", "path"), MODULES)
def test_a_stub_holds_no_line_of_the_solution_and_a_sentence_for_each_part(lesson: Lesson, path: Path, hidden_lines):
    stub = stub_module(path.read_text(), path.name)
    assert hidden_lines(path)
    assert hidden_lines(path) & {line.strip() for line in stub.split("\n")} == set()
    parts = [region for exercise in find_exercises(path.read_text(), path.name) for region in exercise.regions]
    assert stub.count("raise NotImplementedError(") == len(parts) > 0


@pytest.mark.parametrize(("lesson", "path"), MODULES)
def test_the_list_of_builds_knows_every_stub_so_that_none_is_taken_for_a_persons_work(lesson: Lesson, path: Path):
    stub = (lesson.exercises / path.name).read_bytes()
    assert hashlib.sha256(stub).hexdigest() in lesson.built()


def cells_of(lesson: Lesson) -> list[nbformat.NotebookNode]:
    text = notebook_text(lesson, [Exercise(name, 1, "", 0) for name in lesson.definitions()])
    return nbformat.reads(text, 4).cells


def is_graded(cell: nbformat.NotebookNode) -> bool:
    return cell.metadata.get("nbgrader", {}).get("grade", False)


def runs_something(cell: nbformat.NotebookNode) -> bool:
    """Does the cell call anything when it is executed, other than to define, to import and to set constants?"""
    waiting: list[ast.AST] = [ast.parse(cell.source)] if cell.cell_type == "code" else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            return True
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)
    return False


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_makes_a_notebook_with_one_test_cell_for_each_exercise_and_a_cell_for_each_question(lesson: Lesson):
    graded = [cell for cell in cells_of(lesson) if is_graded(cell)]
    assert [cell.id for cell in graded if cell.cell_type == "code"] == [f"test_{name}" for name in lesson.definitions()]
    assert [cell.id for cell in graded if cell.cell_type == "markdown"] == [one.name for one in lesson.questions()]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_notebook_opens_with_the_introduction_of_part_one(lesson: Lesson):
    title = cells_of(lesson)[0].source.splitlines()[0]
    assert title.startswith(f"# Lesson {lesson.name.removeprefix('lesson')}: ")


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_cell_that_plots_or_trains_by_hand_is_left_out_when_the_notebook_is_graded(lesson: Lesson):
    by_hand = [cell for cell in cells_of(lesson) if runs_something(cell) and not is_graded(cell)]
    assert len(by_hand) > 0
    assert [cell.source for cell in by_hand if "skip-execution" not in cell.metadata.get("tags", [])] == []
