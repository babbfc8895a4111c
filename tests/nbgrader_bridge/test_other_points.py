"""A new release changes what a check is worth: nobody has points under a maximum for which they were not graded."""

from pathlib import Path

import pytest

from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons

from .conftest import nbgrader, page, right_answers, submit
from .test_trainings import exported, marks

CHECKS = "exercises/lesson1/test_double.py"


def give(root: Path, student: str, points: float) -> None:
    """Override the automatic score of `double`, as the formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        grade = book.find_grade("test_double", "lesson1", "lesson1", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def edit(root: Path, old: str, new: str) -> None:
    checks = root / CHECKS
    assert old in checks.read_text()
    checks.write_text(checks.read_text().replace(old, new))


def release(root: Path) -> str:
    assert build_lessons(all_lessons(root), write=True).problems == []
    return nbgrader(root, "generate_assignment", "lesson1", "--force")


@pytest.fixture
def repriced(copy: Path) -> Path:
    """The course after two students were graded, two points became five in a new release, and a third was graded."""
    for student in ("ann", "bob"):
        submit(copy, student, right_answers(copy))
    nbgrader(copy, "autograde", "lesson1")
    give(copy, "bob", 4)
    assert exported(copy)["ann"]["score"] == "6.0"
    edit(copy, "points(2)", "points(5)")
    assert "nbgrader autograde lesson1 --force" in release(copy)
    submit(copy, "cat", right_answers(copy))
    nbgrader(copy, "autograde", "lesson1")
    return copy


def test_who_was_graded_under_other_points_has_no_number_until_graded_again_and_marks_stay(repriced):
    rows = exported(repriced)
    assert {name: (row["score"], row["max_score"], row["status"]) for name, row in rows.items()} == {
        "ann": ("", "9.0", "out of date"), "bob": ("", "9.0", "out of date"), "cat": ("9.0", "9.0", "graded"),
    }  # fmt: skip
    assert rows["ann"]["final_score"] == rows["ann"]["raw_score"] == ""
    assert "graded under other points: double (5 points, now 8)" in rows["ann"]["reason"]
    assert "nbgrader autograde lesson1 --force --student ann" in rows["ann"]["reason"]
    assert marks(repriced, "ann")["test_double"] == marks(repriced, "bob")["test_double"] == (None, True)
    nbgrader(repriced, "generate_feedback", "lesson1")
    assert "(not examined, 9.0 points)" in page(repriced, "ann")
    assert "(Score: 9.0 / 9.0)" in page(repriced, "cat")
    nbgrader(repriced, "autograde", "lesson1", "--force")
    rows = exported(repriced)
    assert {name: (row["score"], row["status"]) for name, row in rows.items()} == {
        "ann": ("9.0", "graded"), "bob": ("5.0", "graded"), "cat": ("9.0", "graded"),
    }  # fmt: skip
    assert marks(repriced, "bob")["test_double"] == (8, True)


def test_points_that_are_scaled_because_only_the_checks_have_changed_stand(copy):
    submit(copy, "ann", right_answers(copy))
    edit(copy, "points(2)", "points(5)")
    nbgrader(copy, "autograde", "lesson1")
    release_only_text = exported(copy)["ann"]
    assert (release_only_text["score"], release_only_text["max_score"], release_only_text["status"]) == (
        "6.0", "6.0", "graded",
    )  # fmt: skip
