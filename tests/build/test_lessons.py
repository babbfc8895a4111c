"""The course's own lessons, as they stand in solutions/ and exercises/."""

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
    assert hidden_lines(path) & {line.strip() for line in stub.split("\n")} == set()
    parts = [region for exercise in find_exercises(path.read_text(), path.name) for region in exercise.regions]
    assert stub.count("raise NotImplementedError(") == len(parts) > 0


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_makes_a_notebook_with_one_test_cell_for_each_exercise(lesson: Lesson):
    names = list(lesson.definitions())
    notebook = nbformat.reads(notebook_text(lesson, [Exercise(name, 1, "", 0) for name in names]), 4)
    graded = [cell.id for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert graded == [f"test_{name}" for name in names]
