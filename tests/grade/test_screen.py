"""The table of a class on a console of any width."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.grading.screen import print_table
from grader.results.row import Row

REASON = "BatchNorm1d: the statistics are shared by every position, and here each position keeps its own mean"
NOTE = "graded without trainings"


def printed(width: int) -> str:
    """What the console shows of a class of three."""
    rows = [
        Row("Bartholomew Featherstonehaugh", "b", "lesson5", 41, 72, "graded", REASON, {}, {}, note=NOTE),
        Row("李", "l", "lesson5", 72, 72, "graded", "", {}, {}),
        Row("x" * 60, "x", "lesson5", 0, 72, "unreadable", "rnn.py is not text", {}, {}),
    ]
    console = Console(file=io.StringIO(), width=width)
    print_table(rows, console)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 100, 160])
def test_a_reason_is_folded_and_never_cut(width):
    text = printed(width)
    words = text.split()
    assert set(REASON.split()) - {"mean"} <= set(words)
    assert "trainings" in words
    assert "…" not in text
    assert "..." not in text.replace("x" * 30 + "...#", "")  # a name of sixty characters may be cut
    assert max(map(cell_len, text.splitlines())) <= width


def test_names_that_are_alike_as_far_as_they_are_printed_are_told_apart():
    names = ["A" * 60 + "x", "A" * 60 + "y"]
    console = Console(file=io.StringIO(), width=100)
    print_table([Row(name, name, "lesson5", 0, 72, "graded", "", {}, {}) for name in names], console)
    lines = [line for line in console.file.getvalue().splitlines() if line.startswith("A")]
    assert len(set(lines)) == 2
