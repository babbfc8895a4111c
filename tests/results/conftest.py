"""A course of one lesson, and the same submission seen through every view."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REFERENCE = '''\
"""Numbers by hand."""


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

SCALE = """\
import pytest
from grader.checks.compare import expect

pytestmark = pytest.mark.exercise("Scale")


def test_it_keeps_the_factor(submission):
    expect(submission.Scale(3).factor, 3, "the factor")


@pytest.mark.points(2)
def test_it_multiplies(submission):
    expect(submission.Scale(3)(7), 21, "the product")
"""

Write = Callable[..., Path]


@pytest.fixture
def write_course(tmp_path: Path) -> Write:
    """Write a course whose checks of `double` are given, and what is handed in; return its root."""

    def write(double: str, handed_in: str) -> Path:
        files = {
            "solutions/lesson1/numbers.py": REFERENCE,
            "exercises/lesson1/numbers.py": handed_in,
            "exercises/lesson1/test_scale.py": SCALE,
            "exercises/lesson1/test_double.py": double,
            "submissions/anna/numbers.py": handed_in,
            "bank/lesson1/numbers/wheat_same.py": '"""The same."""\n\n\ndef double(x):\n    return 2 * x\n',
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return tmp_path

    return write


def run(root: Path, *command: object, **environment: str) -> str:
    """Run a command of this Python in the course and return what it says."""
    words = [sys.executable, *map(str, command)]
    finished = subprocess.run(
        words, cwd=root, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300
    )
    return f"{finished.stdout}{finished.stderr}\nexit {finished.returncode}\n"


def terminal(root: Path) -> str:
    """What `pytest exercises/lesson1` prints."""
    return run(root, "-m", "pytest", "exercises/lesson1", "-p", "no:cacheprovider", "--rootdir", root)


def notebook(root: Path) -> str:
    """What the check cells of a notebook print."""
    source = (root / "exercises/lesson1/numbers.py").read_text()
    cells = f"In = ['', {source!r}]\nexec(compile(In[1], '/tmp/ipykernel_1/1.py', 'exec'))\nfrom grader import check\n"
    return run(root, "-c", cells + "print(check('lesson1', 'double'))\nprint(check('lesson1', 'Scale'))")


def grade(root: Path, **environment: str) -> str:
    """The table, the scores, the verdict and the pages of `grader grade`."""
    words = ["submissions", "--lesson", "lesson1", "--out", "graded", "--jobs", 1]
    said = run(root, "-m", "grader", "grade", *words, **environment)
    files = ["grades.csv", "verdicts/anna.json", "index.html", "feedback/anna.html"]
    return said + "\n".join((root / "graded" / name).read_text() for name in files)


def watch(root: Path) -> str:
    """What `grader watch` writes for the first version of the source."""
    program = subprocess.Popen(
        [sys.executable, "-m", "grader", "watch", "lesson1"], cwd=root, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    timer = threading.Timer(90, program.kill)
    timer.start()
    try:
        return "".join(_until_points(program))
    finally:
        timer.cancel()
        program.send_signal(signal.SIGINT)
        program.wait(20)
        if program.stdout:
            program.stdout.close()


def _until_points(program: "subprocess.Popen[str]") -> Iterator[str]:
    assert program.stdout is not None
    for line in program.stdout:
        yield line
        if " points" in line:
            return


def audit(root: Path) -> str:
    """What `grader audit` says of the reference and of a right program."""
    return run(root, "-m", "grader", "audit", "--bank", "bank", COLUMNS="300")
