"""A warning is an error in the tests of this repository, and never in a student's work."""

import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CHECK = """
import pytest
from grader.checks import expect

pytestmark = pytest.mark.exercise("double")

@pytest.mark.points(2)
def test_the_number_is_doubled(submission):
    expect(submission.double(2.0), 4.0, "double(2.0)")
"""
WARNS = """
import warnings

warnings.warn("on import")

def double(x):
    "A path like \\d warns when this file is compiled."
    warnings.warn("in a call", DeprecationWarning)
    return x + x
"""


def test_a_warning_in_a_test_of_ours_is_an_error():
    with pytest.raises(UserWarning, match="of ours"):
        warnings.warn("a warning of ours", stacklevel=1)


@pytest.mark.filterwarnings("ignore:let through")
def test_a_test_may_let_a_warning_through():
    warnings.warn("let through", stacklevel=1)


def test_a_submission_that_warns_passes_under_the_configuration_of_this_repository(tmp_path):
    lesson = tmp_path / "exercises" / "lesson1"
    lesson.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (lesson / "test_double.py").write_text(CHECK)
    (lesson / "double.py").write_text(WARNS)
    command = [sys.executable, "-m", "pytest", "exercises/lesson1"]
    finished = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "2 of 2 points" in finished.stdout
