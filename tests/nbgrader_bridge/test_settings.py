"""The settings of `c.ExaminerExecute`, and what happens where isolation is not enough."""

import csv
import json
from pathlib import Path

from .conftest import configure, nbgrader, right_answers, said, submit

WITHOUT_LAYERS = """
import grader.examiner.isolation as isolation
from grader.sandbox.probe import ProbeReport
import grader.nbgrader_bridge.run as run
from grader.errors import GraderError

def too_little(mode, option):
    if mode == "none":
        return isolation.require_isolation(mode, option)
    raise GraderError("isolation: rlimits only. For work that you trust: " + option.format("none"))

run.require_isolation = too_little
"""


def score(root: Path) -> list[tuple[str, str]]:
    nbgrader(root, "export", "--to", "grades.csv")
    with (root / "grades.csv").open() as file:
        return [(row["student_id"], row["score"]) for row in csv.DictReader(file)]


def test_without_enough_isolation_nothing_is_graded_until_trusted_work_is_said_to_be_trusted(copy):
    submit(copy, "ann", right_answers(copy))
    configure(copy, WITHOUT_LAYERS)
    log = nbgrader(copy, "autograde", "lesson1", code=1)
    assert "isolation: rlimits only" in log
    assert 'c.ExaminerExecute.isolation = "none"' in log
    assert not (copy / "autograded").exists()
    assert "Traceback" not in log
    log = nbgrader(copy, "autograde", "lesson1", "--ExaminerExecute.isolation=none")
    assert "NOT ISOLATED" in log
    assert score(copy) == [("ann", "6.0")]
    assert "NOT ISOLATED" in json.loads((copy / "examined/lesson1/verdicts/ann.json").read_text())["isolation"]


def test_a_seed_in_the_settings_is_the_one_on_record(copy):
    submit(copy, "ann", right_answers(copy))
    configure(copy, "c.ExaminerExecute.seed = 7")
    nbgrader(copy, "autograde", "lesson1")
    assert json.loads((copy / "examined/lesson1/run.json").read_text())["seed"] == 7


def test_checks_that_changed_since_the_release_give_points_in_proportion(copy):
    submit(copy, "ann", right_answers(copy))
    path = copy / "exercises/lesson1/test_double.py"
    path.write_text(path.read_text().replace("points(3)", "points(6)"))
    nbgrader(copy, "autograde", "lesson1")
    assert score(copy) == [("ann", "6.0")]
    assert "the checks have changed since the release" in said(copy, "ann", "double")


def test_checks_that_cannot_be_run_are_the_instructors_to_mend_and_nobody_gets_a_grade(copy):
    submit(copy, "ann", right_answers(copy))
    (copy / "exercises/lesson1/test_double.py").write_text("import nothing_of_this_name\n")
    log = nbgrader(copy, "autograde", "lesson1", code=1)
    assert "log.txt" in log
    assert not (copy / "autograded").exists()


def test_a_lesson_that_has_no_checks_is_said_before_anything_is_graded(copy):
    submit(copy, "ann", right_answers(copy))
    log = nbgrader(copy, "autograde", "lesson1", "--ExaminerExecute.lesson=lesson9", code=1)
    assert "no lesson 'lesson9' with checks" in log
    assert not (copy / "autograded").exists()
