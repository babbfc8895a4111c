"""The source notebook of a lesson: which cells it has, and what nbgrader is told of them."""

import nbformat
import pytest

from grader.build.notebook import notebook_text
from grader.course.catalogue import Exercise
from grader.course.lesson import Lesson
from grader.course.regions import BuildError

CATALOGUE = [Exercise("Scale", 6, "layers", 3), Exercise("double", 5, "layers", 0), Exercise("area", 1, "shapes", 0)]


@pytest.fixture
def lesson(course):
    return Lesson(course, "lesson1")


def cells_of(lesson):
    return nbformat.reads(notebook_text(lesson, CATALOGUE), 4).cells


def kind(cell) -> tuple:
    nbgrader = cell.metadata.get("nbgrader", {})
    return nbgrader.get("grade_id"), nbgrader.get("grade"), nbgrader.get("solution"), nbgrader.get("locked")


def test_exercises_are_followed_by_their_checks_and_provided_code_is_locked(lesson):
    assert [kind(cell) for cell in cells_of(lesson) if "nbgrader" in cell.metadata] == [
        ("provided_layers_imports", False, False, True),
        ("Scale", False, True, False),
        ("test_Scale", True, False, True),
        ("provided_layers_half", False, False, True),
        ("double", False, True, False),
        ("test_double", True, False, True),
        ("provided_shapes_imports", False, False, True),
        ("area", False, True, False),
        ("test_area", True, False, True),
    ]


def test_a_test_cell_calls_the_checks_and_carries_their_points(lesson):
    [cell] = [cell for cell in cells_of(lesson) if kind(cell)[0] == "test_Scale"]
    assert cell.metadata.nbgrader.points == 6
    assert cell.source.splitlines()[-1] == 'check("lesson1", "Scale")'


def test_what_runs_for_the_eye_is_left_out_when_the_notebook_is_graded(lesson):
    assert [
        cell.source.splitlines()[-1] for cell in cells_of(lesson) if "skip-execution" in cell.metadata.get("tags", [])
    ] == ['    print("a long training")']


def test_the_notebook_begins_with_the_story_and_says_how_to_work(lesson):
    first, second, *_ = cells_of(lesson)
    assert first.source.startswith("# Lesson 1")
    assert "How to work with this notebook" in second.source


def test_a_module_that_tells_no_story_gets_the_lesson_for_a_title(lesson):
    (lesson.solutions / "layers.py").unlink()
    first, second, *_ = cells_of(lesson)
    assert (first.source, second.cell_type) == ("# lesson1", "markdown")


def test_the_same_sources_give_the_same_file_and_every_cell_has_its_own_id(lesson):
    assert notebook_text(lesson, CATALOGUE) == notebook_text(lesson, CATALOGUE)
    ids = [cell.id for cell in cells_of(lesson)]
    assert len(set(ids)) == len(ids)


def test_a_changed_story_keeps_the_ids_of_the_other_cells(lesson):
    before = [cell.id for cell in cells_of(lesson)]
    path = lesson.solutions / "layers.py"
    path.write_text(path.read_text().replace("What comes next is given.", "What comes next is a gift."))
    after = [cell.id for cell in cells_of(lesson)]
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_the_order_of_the_modules_can_be_said(lesson):
    (lesson.solutions / "lesson.toml").write_text('modules = ["shapes", "layers"]\n')
    graded = [kind(cell)[0] for cell in cells_of(lesson) if kind(cell)[1]]
    assert graded == ["test_area", "test_Scale", "test_double"]


def test_an_order_that_leaves_a_module_out_is_refused(lesson):
    (lesson.solutions / "lesson.toml").write_text('modules = ["shapes"]\n')
    with pytest.raises(BuildError, match=r"solutions/lesson1/lesson.toml: `modules` is \['shapes'\]"):
        lesson.modules()


def test_two_exercises_in_one_cell_are_refused(lesson):
    path = lesson.solutions / "layers.py"
    path.write_text(path.read_text().replace("# %%\ndef double", "def double").replace("# %%\ndef half", "def half"))
    path.write_text(path.read_text().replace("# %% [markdown]\n# What comes next is given.\n", ""))
    with pytest.raises(BuildError, match=r"layers\.py: Scale and double share a cell"):
        notebook_text(lesson, CATALOGUE)


def test_a_later_module_may_not_replace_what_an_earlier_one_defines(lesson):
    path = lesson.solutions / "shapes.py"
    path.write_text(path.read_text() + "\n\n# %%\ndef half(x):\n    return x * 0.5\n")
    with pytest.raises(BuildError, match="half is defined twice, differently"):
        notebook_text(lesson, CATALOGUE)


def test_an_exercise_stands_in_one_module_only(lesson):
    (lesson.solutions / "again.py").write_text((lesson.solutions / "shapes.py").read_text())
    with pytest.raises(
        BuildError, match=r"shapes.py:8: the exercise area already exists in solutions/lesson1/again.py"
    ):
        lesson.definitions()
