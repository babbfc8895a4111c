"""The catalogue: exercises in the order of the lesson, points from the checks, and a word for what does not fit."""

import pytest

from grader.course.catalogue import CatalogueError, Check, Exercise, collect, exercises, match
from grader.course.lesson import Lesson


def test_points_come_from_the_checks_and_the_order_from_the_modules(course):
    assert exercises(course / "exercises" / "lesson1") == [
        Exercise("Scale", 6, "layers", 3),
        Exercise("double", 5, "layers", 0),
        Exercise("area", 1, "shapes", 0),
    ]


def test_a_submission_that_does_not_even_parse_changes_nothing(course):
    (course / "exercises" / "lesson1" / "layers.py").write_text("def broken(:\n")
    assert [exercise.name for exercise in exercises(course / "exercises" / "lesson1")] == ["Scale", "double", "area"]


def check(exercise: str) -> Check:
    return Check(f"exercises/lesson1/test_some.py::test_{exercise}", exercise, 1, False)


def test_an_exercise_without_checks_is_named_with_its_line(course):
    with pytest.raises(CatalogueError, match=r"^solutions/lesson1/shapes.py:8: the exercise area has no checks"):
        match(Lesson(course, "lesson1"), [check("Scale"), check("double")])


def test_checks_without_an_exercise_are_named(course):
    with pytest.raises(CatalogueError, match="there are checks for volume, but no student's part"):
        match(Lesson(course, "lesson1"), [check("Scale"), check("double"), check("area"), check("volume")])


def test_a_check_that_names_no_exercise_is_named(course):
    with pytest.raises(CatalogueError, match=r"test_some.py::test_: add pytestmark = pytest.mark.exercise"):
        match(Lesson(course, "lesson1"), [check("Scale"), check("double"), check("area"), check("")])


def test_checks_that_cannot_be_imported_are_reported_with_the_reason(course):
    (course / "exercises" / "lesson1" / "test_more.py").write_text("import no_such_module_of_ours\n")
    with pytest.raises(CatalogueError, match="No module named 'no_such_module_of_ours'"):
        exercises(course / "exercises" / "lesson1")


def test_a_lesson_may_have_a_single_file_of_checks(course):
    kept, *others = sorted((course / "exercises" / "lesson1").glob("test_*.py"))
    for other in others:
        other.unlink()
    folder = course / "exercises" / "lesson1"
    assert {check.node.partition("::")[0] for check in collect([folder])[folder]} == {f"exercises/lesson1/{kept.name}"}
