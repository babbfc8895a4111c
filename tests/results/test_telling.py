"""Where one of several failing checks is explained, every view explains the same one."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.results.check import CheckResult
from grader.results.exercise import ExerciseResult
from grader.results.message import Message, Misconception
from grader.results.row import reasons
from grader.results.text import exercise_text
from grader.results.verdict import Verdict
from grader.watch.board import Board
from grader.watch.messages import Began, Ended, Finished


@dataclass
class Known:
    """What a failing check says."""

    headline: str
    reason: str = "wrong"
    because: str = ""
    misconception: str = ""


SHAPE = Known("there should be two numbers")
SUMMED = Known("double(x) is wrong", misconception="They were summed.")
RAISED = Known("your code raised: ValueError", reason="error")
ABOUT = Known("double(x) is not kept", because="Keep the result.")


def result(number: int, known: Known) -> CheckResult:
    found = [Misconception("summed", known.misconception)] if known.misconception else []
    return CheckResult(
        check=f"test_double.py::test_{number}", exercise="double", lesson="lesson1", points=1, status="failed",
        reason=known.reason, misconceptions=found,
        message=Message(headline=known.headline, sentences=list(filter(None, [known.because, known.misconception]))),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        ([SHAPE, SUMMED], SUMMED),
        ([SHAPE, RAISED, SUMMED], SUMMED),
        ([SHAPE, RAISED], SHAPE),
        ([RAISED, SUMMED], RAISED),
        ([ABOUT, SUMMED], ABOUT),
        ([SUMMED, SHAPE], SUMMED),
    ],
)
def test_the_page_the_table_and_watch_explain_the_same_check(checks, told):
    results = [result(number, known) for number, known in enumerate(checks)]
    said = told.misconception or told.because or told.headline

    text = exercise_text(ExerciseResult("lesson1", "double", results))
    assert said in text
    assert [known for known in checks if known.headline in text] == [told]

    assert reasons(Verdict(student="Ada", lesson="lesson1", checks=results))["double"] == said

    board = Board(Path("exercises/lesson1"))
    board.checks = [one.afresh() for one in results]
    board.begin(["double"])
    for one in results:
        board.take(Began(board.run, one.check))
        board.take(Ended(board.run, one))
    board.take(Finished(board.run))
    assert board.failures()[0].result.message.headline == told.headline
