"""What a class's table says of everybody is said once, what it says of a student is whole, and no stub is a copy."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.grading.grades import with_marks
from grader.grading.marks import WAITING, Marks
from grader.results.check import CheckResult
from grader.results.message import Message
from grader.results.row import NO_TRAININGS, Row, row_of
from grader.results.verdict import make_verdict
from tests.grade.test_intake import notebook

SEES = "Jürgen Weiß"
ROW = Row("ann", "ann", "lesson1", 3, 6, "graded", "", {}, {}, examined=NO_TRAININGS)
WAITS = Marks(3, 8, notes=[f"{WAITING}why_twice"])


@pytest.fixture(scope="module")
def graded(course, tmp_path_factory, wrong) -> Path:
    """The results of a class in which some hand in what they were given, two copy, and two have one name."""
    root, subs = tmp_path_factory.mktemp("released") / "course", tmp_path_factory.mktemp("subs")
    shutil.copytree(course, root)
    text = re.sub(r"### BEGIN SOLUTION (.*)\n.*\n *### END SOLUTION", r'raise NotImplementedError("\1")', wrong)
    wip = text.replace('raise NotImplementedError("Return twice the number.")', "raise NotImplementedError")
    (root / "exercises/lesson1/layers.py").write_text(text)
    for student, files in {
        "stub1": {"layers.py": text}, "stub2": {"layers.py": text.replace("\n", "\r\n")}, "stub3": {"layers.py": text},
        "own stub1": {"layers.py": wip}, "own stub2": {"layers.py": wip},
        "blank1": {"lesson1.ipynb": notebook("", " ")}, "blank2": {"lesson1.ipynb": notebook("", " ")},
        "copy1": {"layers.py": wrong}, "copy2": {"layers.py": wrong},
        SEES: {"layers.py": wrong + "# mine"}, SEES.lower(): {"layers.py": wrong + "# mine, too"},
    }.items():  # fmt: skip
        for name, content in files.items():
            (subs / student).mkdir()
            (subs / student / name).write_text(content, newline="")
    command = [sys.executable, "-m", "grader", "grade", subs, "--lesson", "lesson1", "--out", root / "out"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return root / "out"


def notes(out: Path) -> dict[str, str]:
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row["notes"] for row in csv.DictReader(file)}


def test_what_everybody_was_given_is_nobodys_copy(graded):
    copies = {student for student, note in notes(graded).items() if "the same code" in note}
    assert copies in ({"copy1"}, {"copy2"})
    for path in (graded / "verdicts").glob("*.json"):
        verdict = json.loads(path.read_bytes())
        assert not verdict["others"] or verdict["student"] not in ("stub1", "stub2", "stub3", "blank1", "blank2")


def test_both_of_one_name_are_named_in_both_rows_in_letters_that_can_be_read(graded):
    found = notes(graded)
    assert f"handed in as {SEES}; the name is the same as that of {SEES.lower()}" in found[SEES]
    assert f"handed in as {SEES.lower()}; the name is the same as that of {SEES}" in found[SEES.lower()]


def test_what_holds_for_all_rows_is_said_once():
    rows, for_all = with_marks([ROW, replace(ROW, student="bob", note="late")], {"ann": WAITS, "bob": WAITS})
    assert [row.note for row in rows] == ["", "late"]
    assert for_all == [NO_TRAININGS, f"{WAITING}why_twice"]


def test_what_differs_is_said_on_its_row():
    marked = Marks(5, 8, notes=["why_twice: 2 by hand"])
    rows = [
        ROW,
        replace(ROW, student="bob", examined="all checks"),
        replace(ROW, student="cy", status="empty", examined=""),
    ]
    rows, for_all = with_marks(rows, {"ann": WAITS, "bob": marked})
    assert [row.note for row in rows] == [f"{NO_TRAININGS}; {WAITING}why_twice", "why_twice: 2 by hand", ""]
    assert for_all == []


@pytest.mark.parametrize("status", ["graded", "unreadable"])
def test_the_first_reason_is_whole(status):
    sentence = "The statistics are shared by every position, " * 6 + "and that is all."
    check = CheckResult(
        check="lesson1/test_x.py::test_x", exercise="Scale", lesson="lesson1", points=1, status="failed",
        reason="wrong", message=Message(headline=sentence),
    )  # fmt: skip
    row = row_of(make_verdict("ann", "lesson1", 1, status=status, detail=sentence, checks=[check]), "ann")
    assert row.reason.endswith("and that is all.")
    assert not row.mistakes or row.mistakes[0].sentence == sentence
