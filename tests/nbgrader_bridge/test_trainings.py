"""A class graded without the checks that train a model: what was left out is no lost point, and no class is mixed."""

import csv
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import nbgrader, page, right_answers, said, submit

WITHOUT = "--ExaminerExecute.training=False"


def exported(root: Path) -> dict[str, dict[str, str]]:
    nbgrader(root, "export", "--to", "grades.csv")
    with (root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def marks(root: Path, student: str) -> dict[str, tuple[float | None, bool]]:
    """Return the automatic score of each test cell, and whether a person has to grade it."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        grades = book.find_submission_notebook("lesson1", "lesson1", student).grades
        return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in grades}


@pytest.fixture
def without(copy: Path) -> Path:
    """The course after a class was autograded without trainings, although it was released with their points."""
    for student in ("ann", "bob"):
        submit(copy, student, right_answers(copy))
    (copy / "first.log").write_text(nbgrader(copy, "autograde", "lesson1", WITHOUT))
    return copy


def test_that_there_will_be_no_score_is_said_before_anybody_is_graded(without):
    log = (without / "first.log").read_text()
    said_so = "the release gives points for them: double will have no automatic score"
    assert log.index(said_so) < log.index("Examined ann")
    assert "c.ExaminerExecute.training = True" in exported(without)["ann"]["reason"]
    assert said_so not in nbgrader(without, "autograde", "lesson1", "--force")


def test_what_was_left_out_is_no_lost_point_but_no_number_in_the_gradebook_and_the_export(without):
    assert marks(without, "ann") == {"test_double": (None, True), "test_area": (1, False)}
    row = exported(without)["ann"]
    assert (row["score"], row["max_score"], row["status"], row["examined"]) == (
        "", "6.0", "incomplete", "without trainings",
    )  # fmt: skip
    assert "not all checks of double were examined" in row["reason"]
    assert "3 of 5 points were not examined: checks that train a model are left out" in said(without, "ann", "double")
    nbgrader(without, "generate_feedback", "lesson1")
    assert "3 of 5 points were not examined" in page(without, "ann")


def test_points_that_a_person_gives_for_it_make_it_a_number(without):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{without / 'gradebook.db'}") as book:
        grade = book.find_grade("test_double", "lesson1", "lesson1", "ann")
        grade.manual_score, grade.needs_manual_grade = 4, False
        book.db.commit()
    rows = exported(without)
    assert [(rows[name]["score"], rows[name]["status"]) for name in ("ann", "bob")] == [
        ("5.0", "graded"), ("", "incomplete"),
    ]  # fmt: skip


def test_one_more_student_is_not_graded_with_them_while_the_others_stay_without(without):
    submit(without, "cat", right_answers(without))
    for words in ([], ["--student", "cat"], ["--student", "ann", "--force"]):
        log = nbgrader(without, "autograde", "lesson1", *words, code=1)
        assert "graded without the checks that train a model" in log
        assert "nbgrader autograde lesson1 --force" in log
    assert not (without / "autograded/cat").exists()
    nbgrader(without, "autograde", "lesson1", WITHOUT)
    assert {row["examined"] for row in exported(without).values()} == {"without trainings"}


def test_force_examines_everybody_with_them_and_never_leaves_them_out_again(without):
    nbgrader(without, "autograde", "lesson1", "--force")
    before = exported(without)
    assert {(row["score"], row["examined"]) for row in before.values()} == {("6.0", "all checks")}
    log = nbgrader(without, "autograde", "lesson1", "--force", WITHOUT, code=1)
    assert "leaving them out now would lower scores and maxima" in log
    assert exported(without) == before


def test_a_run_with_force_that_broke_off_half_way_is_not_taken_for_a_class_graded_alike(without):
    slow = {**right_answers(without), "area": "import time\ntime.sleep(2.5)\n" + right_answers(without)["area"]}
    shutil.rmtree(without / "submitted/bob")
    submit(without, "bob", slow)
    nbgrader(without, "autograde", "lesson1", WITHOUT)
    verdict = without / "examined/lesson1/verdicts/ann.json"
    command = [sys.executable, "-m", "nbgrader", "autograde", "lesson1", "--force"]
    with subprocess.Popen(command, cwd=without, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while not json.loads(verdict.read_text())["training"]:
            assert run.poll() is None
            time.sleep(0.01)
        run.kill()
    assert json.loads(verdict.with_name("bob.json").read_text())["training"] is False
    log = nbgrader(without, "autograde", "lesson1", code=1)
    assert "bob of lesson1 was graded without the checks that train a model, and nobody else would be" in log
    assert exported(without)["bob"]["examined"] == "without trainings"
    nbgrader(without, "autograde", "lesson1", "--force")
    assert {(row["score"], row["examined"]) for row in exported(without).values()} == {("6.0", "all checks")}
