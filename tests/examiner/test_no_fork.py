"""Where a candidate is no fork but a Python of its own, as in strict mode and on Windows, a submission needs few."""

import shutil

import pytest

from grader.examiner.worker_protocol import ExaminerSettings
from grader.protocol.source import Cell
from grader.sandbox import probe, sufficient

CHECKS = """
import pytest
from hypothesis import given
from grader.checks import expect, seeds, sizes
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("double")

@given(seed=seeds(), n=sizes(1, 4))
def test_it_doubles(submission, seed, n):
    x = normal((n,), seed)
    expect(submission.double(x), 2 * x, "double(x)")

@given(seed=seeds())
def test_twice_is_four_times(submission, seed):
    x = normal((3,), seed)
    expect(submission.double(submission.double(x)), 4 * x, "double(double(x))")

def test_zero_stays_zero(submission):
    expect(submission.double(0.0), 0.0, "double(0.0)")
"""
SQUARE = Cell("double.py", "print('loaded')\ndef double(x): return x ** 2")
DOUBLE = Cell("double.py", "print('loaded')\ndef double(x): return 2 * x")
LACKING = shutil.which("bwrap") is None or not sufficient(probe())
MODES = {
    "strict": pytest.param(
        {"isolation": "strict"}, id="strict", marks=pytest.mark.skipif(LACKING, reason="needs bubblewrap")
    ),
    "spawn": pytest.param({"isolation": "none", "spawn": True}, id="spawn"),
}


@pytest.fixture(scope="module")
def checks(lesson_with):
    """The folder of a lesson with three checks."""
    return lesson_with(CHECKS)


@pytest.mark.parametrize("mode", MODES.values())
def test_one_candidate_does_and_the_verdict_is_the_same_as_with_forks(worker_for, checks, mode):
    with worker_for(ExaminerSettings("lesson9", str(checks), seed=3), "double") as examine:
        forked = [results(examine(cell)) for cell in (DOUBLE, SQUARE)]
    with worker_for(ExaminerSettings("lesson9", str(checks), seed=3, **mode), "double") as examine:
        verdicts = [examine(cell) for cell in (DOUBLE, SQUARE)]
    assert list(map(results, verdicts)) == forked
    assert [verdict.output.count("loaded") for verdict in verdicts] == [1, 1]


def results(verdict):
    """What a verdict says of each check."""
    return [(check.title, check.status, check.message) for check in verdict.checks]
