"""An odd but right submission, examined first, changes nothing for those who follow, and slows down one of them."""

import pytest

from grader.examiner.worker_protocol import ExaminerSettings
from grader.protocol.source import Cell

CHECKS = """
import math
import pytest
from hypothesis import given
from grader.checks import expect, seeds
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("Scale")

@given(seed=seeds())
def test_it_scales(submission, seed):
    x = normal((3,), seed)
    expect(submission.Scale(2)(x), 2 * x, "the product")

@given(seed=seeds())
def test_it_keeps_its_factor(submission, seed):
    parts = submission.Scale(seed).parts()
    expect(math.prod(part.factor for part in parts), seed, "the product of its factors")
"""
RIGHT = """
print("loaded")
class Scale:
    def __init__(self, factor):
        self.factor = factor
    def __call__(self, x):
        return self.factor * x
    def parts(self):
        return [Scale(self.factor)]
"""
ODD = RIGHT.replace("[Scale(self.factor)]", "[Scale(1), Scale(self.factor)]")  # so that there are more questions


@pytest.fixture(scope="module")
def checks(lesson_with):
    return lesson_with(CHECKS)


def test_those_who_follow_pass_and_soon_in_one_candidate(worker_for, checks):
    with worker_for(ExaminerSettings("lesson9", str(checks), seed=3), "scale") as examine:
        verdicts = [examine(Cell("scale.py", source)) for source in (ODD, RIGHT, RIGHT, ODD)]
    assert [verdict.score for verdict in verdicts] == [2, 2, 2, 2]
    first, following, later, again = (verdict.output.count("loaded") for verdict in verdicts)
    assert first == 1
    assert following > 1  # asked one by one in a new candidate, which is learnt anew
    assert later == 1
    assert again > 1


def test_who_is_wrong_is_wrong_after_an_odd_one_too(worker_for, checks):
    wrong = RIGHT.replace("self.factor * x", "self.factor + x")
    with worker_for(ExaminerSettings("lesson9", str(checks), seed=3), "scale") as examine:
        alone = examine(Cell("scale.py", wrong))
    with worker_for(ExaminerSettings("lesson9", str(checks), seed=3), "scale") as examine:
        examine(Cell("scale.py", ODD))
        after = examine(Cell("scale.py", wrong))
    assert [(o.status, o.message) for o in after.checks] == [(o.status, o.message) for o in alone.checks]
    assert after.score == 1
