"""A tiny course of one lesson, and a class with everything that a class hands in."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

LAYERS = '''\
"""Layers by hand."""


# %%
class Scale:
    """Multiply by a factor."""

    def __init__(self, factor):
        ### BEGIN SOLUTION Keep the factor.
        self.factor = factor
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION Return x times the factor.
        return self.factor * x
        ### END SOLUTION


# %%
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION Return twice the number.
    return x + x
    ### END SOLUTION
'''

CHECKS = {
    "test_scale.py": """\
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.compare import expect

pytestmark = pytest.mark.exercise("Scale")


@pytest.mark.points(2)
@given(factor=st.integers(-9, 9), x=st.integers(-9, 9))
def test_multiplies(submission, factor, x):
    expect(submission.Scale(factor)(x), factor * x, "the product")


def test_keeps_what_is_written_into_it(submission):
    scale = submission.Scale(3)
    scale.factor = 5
    expect(scale(7), 35, "the product after a change of the factor")
""",
    "test_double.py": """\
import pytest
from grader.checks.compare import expect

pytestmark = pytest.mark.exercise("double")


@pytest.mark.points(3)
def test_of_two(submission):
    expect(submission.double(2), 4, "double(2)")
""",
}


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the tiny course."""
    root = tmp_path_factory.mktemp("course")
    (root / "solutions/lesson1").mkdir(parents=True)
    (root / "exercises/lesson1").mkdir(parents=True)
    (root / "solutions/lesson1/layers.py").write_text(LAYERS)
    for name, text in CHECKS.items():
        (root / "exercises/lesson1" / name).write_text(text)
    return root


@pytest.fixture(scope="session")
def grade(course: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `grader grade` in the tiny course, as it is typed."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", "grade", *map(str, words)]
        return subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=600)

    return run


@pytest.fixture(scope="session")
def right() -> str:
    """A submission that earns all points."""
    return LAYERS


@pytest.fixture(scope="session")
def wrong() -> str:
    """A submission that earns half of the points: double is wrong."""
    return LAYERS.replace("return x + x", "return x * x + 1")
