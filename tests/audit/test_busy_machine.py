"""On a busy machine an audit tries again, alone, what lacked processor time, and never takes it for a verdict."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.audit.run import AuditResult
from grader.audit.subjects import Subject
from grader.audit.survivors import judge_mutants
from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons
from grader.results.check import NO_PROCESSOR, CheckResult

REFERENCE = '''\
# %%
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION Return twice the number.
    return x + x
    ### END SOLUTION
'''
# What a busy machine does to a check, for programs that ask for it, as often as they say.
CHECK = """\
import os
import time
from pathlib import Path

import pytest

from grader.checks.compare import expect
from grader.checks.errors import LackedProcessor
from grader.protocol.operations import Raised

pytestmark = pytest.mark.exercise("double")
TURNS = Path(__file__).with_name("turns")


def test_of_two(submission):
    begun, found = time.time(), submission.double(2)
    time.sleep(0.3)
    times, _, found = str(found).rpartition(" times: ")
    with TURNS.open("a+") as turns:
        turns.seek(0)
        before = sum(line.startswith("lacking") for line in turns)
        turns.write(f"{'lacking' if times else 'ordinary'} {begun} {time.time()}\\n")
    if times and before < int(times):
        raise LackedProcessor(Raised("timeout", "TimeoutError", "other programs had the processors"))
    expect(int(found), 4, "double(2)")
"""


def program(answer: str) -> str:
    return f'"""An idea."""\n\n\ndef double(x):\n    return {answer}\n'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one exercise, with a bank of three wrong programs and a right one."""
    for name, text in {
        "solutions/lesson1/numbers.py": REFERENCE,
        "exercises/lesson1/test_double.py": CHECK,
        "bank/lesson1/numbers/wheat_product.py": program("2 * x"),
        "bank/lesson1/numbers/chaff_square.py": program("x * x + 1"),
        "bank/lesson1/numbers/chaff_same.py": program("x"),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    build_lessons(all_lessons(tmp_path), write=True)
    return tmp_path


def audit(root: Path, times: int, answer: int) -> tuple[int, str, dict]:
    """Audit with one more wrong program, which lacks processor time so many times."""
    (root / "bank/lesson1/numbers/chaff_held_up.py").write_text(program(f"'{times} times: {answer}'"))
    command = [sys.executable, "-m", "grader", "audit", "--bank", "bank", "--json", "found.json", "--jobs", "2"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    return done.returncode, " ".join((done.stdout + done.stderr).split()), json.loads((root / "found.json").read_text())


def test_it_is_tried_again_after_all_others_and_alone(course):
    code, said, _ = audit(course, times=1, answer=7)
    assert (code, "chaff 3 of 3 rejected" in said) == (0, True), said
    turns = [line.split() for line in (course / "exercises/lesson1/turns").read_text().splitlines()]
    (_, begun, ended) = [turn for turn in turns if turn[0] == "lacking"][1]
    assert all(float(turn[2]) < float(begun) for turn in turns if turn[2] != ended)


def test_what_lacks_it_even_then_is_said_and_counts_neither_as_accepted_nor_as_rejected(course):
    code, said, found = audit(course, times=9, answer=7)
    assert "chaff 2 of 2 rejected" in said
    assert "undecided 1, and counted nowhere above: other programs left too little processor time" in said
    assert "lesson1 double: of two" in said
    assert "there are problems" not in said
    assert "everything is as it should be" not in said
    assert code == 1
    (held_up,) = (one for one in found["findings"] if one["name"] == "chaff_held_up")
    assert (held_up["problem"], held_up["caught_by"]) == ("", [])
    assert held_up["undecided"] == ["lesson1/test_double.py::test_of_two"]


def test_no_check_is_said_to_catch_nothing_because_it_was_not_run(course):
    for other in ("square", "same"):
        (course / f"bank/lesson1/numbers/chaff_{other}.py").unlink()
    assert "checks that catch nothing" not in audit(course, times=9, answer=7)[1]


@pytest.mark.parametrize(("statuses", "killed", "undecided"), [("lp", 0, 1), ("lf", 1, 0), ("pp", 0, 0)])
def test_a_change_is_noticed_by_a_check_that_ran_and_undecided_if_none_did(statuses, killed, undecided):
    checks = [
        CheckResult(
            check=f"lesson1/test_it.py::test_{number}", exercise="it", lesson="lesson1", points=1,
            status={"l": "undecided", "p": "passed", "f": "failed"}[letter],
            reason=NO_PROCESSOR if letter == "l" else "",
        )
        for number, letter in enumerate(statuses)
    ]  # fmt: skip
    subject = Subject(name="lesson1/it: a -> b", lesson="lesson1", kind="mutant", modules=[])
    found = judge_mutants([AuditResult(subject=subject, checks=checks)], {}, ["lesson1"])
    assert (found.killed, len(found.undecided), found.holds) == (killed, undecided, bool(killed))
