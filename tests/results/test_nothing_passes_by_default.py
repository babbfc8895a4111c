"""A check that did not run to its end gives nothing, whoever asks: skipped, expected to fail, left out, interrupted."""

import json
import re

import pytest

from grader.nbgrader_bridge.outputs import points_and_text
from grader.results.verdict import decode

from .conftest import REFERENCE, audit, grade, notebook, run, terminal, watch

WRONG = REFERENCE.replace("return x + x", "return 7")
NOT_RUN = """\
import pytest
from grader.checks.compare import expect

pytestmark = pytest.mark.exercise("double")


@pytest.mark.skip(reason="not today")
def test_skipped_by_a_mark(submission):
    expect(submission.double(2), 4, "double(2)")


def test_skipped_by_itself(submission):
    pytest.skip("no such machine")


@pytest.mark.xfail(reason="known")
def test_expected_to_fail(submission):
    expect(submission.double(2), 4, "double(2)")


@pytest.mark.skipif(True, reason="not here")
def test_skipped_on_a_condition(submission):
    expect(submission.double(2), 4, "double(2)")
"""


def points_of_double(text: str) -> str:
    """The tally beside the exercise."""
    return re.search(r"\S double +(\S+)", text).group(1)


@pytest.mark.parametrize("view", [terminal, watch, notebook], ids=lambda view: view.__name__)
def test_a_student_gets_no_points_for_it_and_reads_why(write_course, view):
    said = view(write_course(NOT_RUN, WRONG))
    assert points_of_double(said) == "0/4"
    reasons = "skipped: not today, skipped: no such machine, expected to fail: known, skipped: not here"
    assert f"not examined: 4 checks worth 4 not run ({reasons})" in " ".join(said.split())


def test_a_run_in_which_a_check_was_skipped_ends_like_one_that_failed(write_course):
    assert "exit 1" in terminal(write_course(NOT_RUN, REFERENCE))
    assert "exit 0" in terminal(write_course(SAME, REFERENCE))


SAME = """\
import pytest

pytestmark = pytest.mark.exercise("double")


def test_two(submission):
    assert submission.double(2) == 4
"""


def test_grading_gives_nothing_for_it_and_says_so_in_every_file(write_course):
    root = write_course(NOT_RUN, WRONG)
    said = grade(root)
    verdict = json.loads((root / "graded/verdicts/anna.json").read_text())
    assert [check["status"] for check in verdict["checks"] if check["exercise"] == "double"] == ["undecided"] * 4
    assert (verdict["score"], verdict["max_score"]) == (3, 7)
    assert "anna,lesson1,3,7,graded" in said
    assert "double: not examined" in said
    points, text = points_and_text(decode((root / "graded/verdicts/anna.json").read_bytes()), "double", 4)
    assert (points, "not examined" in text) == (0, True)


def test_the_audit_accepts_no_program_whose_checks_did_not_run(write_course):
    said = audit(write_course(NOT_RUN, REFERENCE))
    assert "exit 1" in said
    assert "has not run to its end" in " ".join(said.split())
    assert "wheat 0 of 1" in " ".join(said.split())
    assert "wheat 1 of 1" in " ".join(audit(write_course(SAME, REFERENCE)).split())


@pytest.mark.parametrize(
    "options",
    [
        ["-k", "two"],
        ["-m", "not slow", "-o", "markers=slow"],
        ["--deselect", "exercises/lesson1/test_double.py::test_b"],
    ],
)
def test_an_exercise_is_not_passed_while_some_of_its_checks_are_left_out(write_course, options):
    checks = SAME + "\n\n@pytest.mark.slow\ndef test_b(submission):\n    assert submission.double(3) == 6\n"
    root = write_course(checks, REFERENCE)
    said = run(root, "-m", "pytest", "exercises/lesson1", "--rootdir", root, "-W", "ignore", *options)
    assert points_of_double(said) == "1/2"
    assert "✓ double" not in said
    assert "not examined" in said


def test_checks_after_an_interruption_count_for_nothing(write_course):
    root = write_course(SAME.replace("assert submission", "raise KeyboardInterrupt\n    assert submission"), REFERENCE)
    said = terminal(root)
    assert points_of_double(said) == "0/1"
    assert "not examined" in said
