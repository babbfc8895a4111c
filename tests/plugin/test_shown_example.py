"""Of the examples on which a check fails, one is shown that tells mistakes apart; none that others refute is named."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKS = """
import pytest, torch
from hypothesis import given
from hypothesis import strategies as st
from grader.checks import Rival, expect, require, seeds, sizes

pytestmark = pytest.mark.exercise("double")

@given(n=sizes(1, 5))
def test_pairs(submission, n):
    x = torch.arange(1.0, n + 1)
    expect(submission.double(x), 2 * x, "double(x)", rivals=[
        Rival(x[:1] * 3, "ONLY THE FIRST", id="first"),
        Rival(x[-1:] * 3, "ONLY THE LAST", id="last"),
        Rival(x * 3, "TRIPLED", id="tripled"),
    ])

@given(seed=seeds())
def test_small_errors(submission, seed):
    expect(submission.near(seed), 1.0, "near(seed)")

@given(n=sizes(1, 5))
def test_rows(submission, n):
    x = torch.arange(2.0 * n).reshape(n, 2).sqrt()
    expect(submission.rows(x), x, "rows(x)")

@given(some=st.one_of(st.lists(st.integers(2, 5), min_size=1, max_size=3), st.just([])))
def test_sums(submission, some):
    expect(submission.total(some), sum(some), "the sum of no numbers" if not some else "the sum")

@given(a=sizes(), b=sizes())
def test_shapes(submission, a, b):
    x = torch.arange(1.0, a * b + 1).reshape(a, b)
    require(submission.turn(x).shape == (b, a), "the shape is wrong")

def test_steps(submission):
    for step in range(4):
        expect(submission.step(step), 1, f"the step {step}", rivals=[
            Rival(0, "ALWAYS ZERO", id="zero"), Rival(int(step < 3), "ONE STEP TOO SHORT", id="short")])
"""
RIGHT = {
    "double": "return 2 * x",
    "near": "return 1.0",
    "step": "return 1",
    "rows": "return x",
    "total": "return sum(x)",
    "turn": "return x.T",
}


@pytest.fixture
def said(tmp_path):
    """Return a function that gives what a student reads about functions, by name, in a course of three."""

    def run(**bodies: str) -> str:
        folder = tmp_path / "exercises" / "lesson1"
        folder.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
        (folder / "test_double.py").write_text(CHECKS)
        source = "".join(f"def {name}(x):\n    {body}\n" for name, body in {**RIGHT, **bodies}.items())
        (folder / "double.py").write_text(source)
        command = [sys.executable, "-m", "pytest", "exercises/lesson1", "-p", "no:cacheprovider", "--all"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=200).stdout

    return run


def test_a_mistake_that_another_failing_example_refutes_is_not_named(said):
    text = said(double="print('n =', len(x))\n    return 3 * x[-1:]")
    assert "ONLY THE LAST" in text
    assert "ONLY THE FIRST" not in text
    assert "TRIPLED" not in text
    shown = text.split("called     double(")[1].splitlines()[0]
    printed = [line for line in text.splitlines() if "n = " in line]
    assert f"n = {shown.count(',') + 1}" in printed[-1]


def test_an_example_is_preferred_in_which_the_difference_is_seen_at_a_glance(said):
    text = said(near="return 1.0001 if x == 0 else 1.0 + x % 7")
    got = float(text.split("got        ")[1].split()[0])
    assert abs(got - 1) > 0.5


def test_a_mistake_that_an_earlier_call_of_the_same_example_refutes_is_not_named(said):
    text = said(step="return int(x < 3)")
    assert "ONE STEP TOO SHORT" in text
    assert "ALWAYS ZERO" not in text


def test_without_a_known_mistake_an_example_is_shown_in_which_the_kind_of_difference_is_seen(said):
    text = said(rows="return 1.7 * x")
    assert "Every number is 1.7 times what was expected." in text


@pytest.mark.parametrize(
    ("body", "said_of_it"),
    [
        ("for n in x: s = n\n    return s", "got        "),  # the empty list raises an error
        ("return sum(x) + 1 if x else None", "got        "),
        ("return sum(x) if x else None", "the sum of no numbers is wrong"),
        ("for n in x: s = sum(x)\n    return s", "UnboundLocalError"),
    ],
)
def test_a_corner_case_is_shown_where_the_ordinary_one_is_right_and_only_there(said, body, said_of_it):
    text = said(total=body)
    shown = text.partition("sums\n")[2]
    assert said_of_it in shown
    ordinary = said_of_it == "got        "
    assert ("total([])" not in shown) == ordinary
    assert ("the sum is wrong" in shown) == ordinary


def test_no_size_is_one_where_the_ordinary_case_is_wrong_too(said):
    assert "turn([[1, 2], [3, 4]])" in said(turn="return x.reshape(-1)")
    assert "turn([[1, 2], [3, 4]])" not in said(turn="return x.T if 1 not in x.shape else x")


def test_code_that_takes_long_is_tried_on_fewer_examples_than_code_that_does_not(said, tmp_path):
    calls = tmp_path / "calls"

    def tried(seconds: float) -> int:
        calls.write_text("")
        (tmp_path / "conftest.py").write_text(f"from grader.plugin import chosen\nchosen.SECONDS = {seconds}\n")
        said(near=f"import time; time.sleep(0.05); open({str(calls)!r}, 'a').write('.'); return 1.0001")
        return len(calls.read_text())

    assert tried(0.1) + 5 < tried(60)
