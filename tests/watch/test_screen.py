"""What fits the screen: the diagnosis before anything else, all of it by scrolling, and nothing that is out of date."""

import io
import re

import pytest
from rich.console import Console

from grader.results.check import CheckResult
from grader.results.message import Message, Where
from grader.watch.board import Board
from grader.watch.keys import split_keys
from grader.watch.messages import Began, Ended, Finished
from grader.watch.screen import TerminalView

from .conftest import ROOT

SIZES = [(100, 30), (60, 20), (80, 12), (40, 12), (120, 8), (200, 60)]
SENTENCE = "The statistics are those of each position; all positions share them."
EXERCISES = [f"Exercise{number}" for number in range(12)]
GREY = "\x1b[2m"


def check(exercise: str, number: int = 0) -> CheckResult:
    """An undecided check."""
    return CheckResult(check=f"test_{exercise}.py::test_{number}", exercise=exercise, lesson="lesson6", points=1)


def failed(exercise: str, number: int = 0) -> CheckResult:
    """The same check with a long message."""
    found = check(exercise, number)
    found.status, found.reason = "failed", "wrong"
    found.message = Message(
        called=[f"call number {i} of {exercise} with some arguments" for i in range(5)], headline="the output is wrong",
        expected="[-0.3104, -0.6382, -0.1]  # float64 (3,)", got=f"[{number}.55, -0.689, -1.789]  # float64 (3,)",
        difference=["largest difference 1.2"], sentences=[SENTENCE], where=Where("rnn.py", 12, "f", "x = x.mean(0)"),
    )  # fmt: skip
    return found


def passed(exercise: str) -> CheckResult:
    """The same check, passed."""
    found = check(exercise)
    found.status = "passed"
    return found


def board_after(*results: CheckResult) -> Board:
    """The board after a run with these results; what is not among them has passed."""
    board = Board(ROOT / "exercises" / "lesson6")
    given = {result.check: result for result in results}
    every = {**{check(name).check: passed(name) for name in EXERCISES}, **given}
    board.checks = [result.afresh() for result in every.values()]
    board.begin(EXERCISES)
    for result in every.values():
        board.take(Began(board.run, result.check))
        board.take(Ended(board.run, result))
    board.take(Finished(board.run))
    return board


class Screen:
    """A terminal of a size, and the view that paints on it."""

    def __init__(self, width: int, height: int) -> None:
        self.console = Console(
            file=io.StringIO(), force_terminal=True, color_system="standard", width=width, height=height
        )
        self.view = TerminalView(self.console, keys=True)

    def painted(self, board: Board, place: int = 0, *, show_all: bool = False) -> str:
        """What stands on the screen, with its colours."""
        self.console.file.seek(0)
        self.console.file.truncate()
        self.view.draw(board, place, show_all)
        return re.sub(r"\x1b\[(?:H|[0-9]*[JK])", "", self.console.file.getvalue())

    def lines(self, board: Board, place: int = 0, *, show_all: bool = False) -> list[str]:
        """The lines on the screen, without colours."""
        return re.sub(r"\x1b\[[0-9;]*m", "", self.painted(board, place, show_all=show_all)).splitlines()


def words(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("failing", [1, 12])
def test_the_diagnosis_is_on_a_screen_of_any_size(size, failing):
    lines = Screen(*size).lines(board_after(*map(failed, EXERCISES[:failing])))
    assert SENTENCE in words(lines)
    assert "Exercise0: " in words(lines)
    assert len(lines) < size[1]
    assert max(map(len, lines)) <= size[0]
    assert "q: quit" in lines[-1] or "more" in lines[-1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [{"lines": 1}, {"pages": 1}])
@pytest.mark.parametrize("show_all", [False, True])
def test_every_line_of_a_message_can_be_scrolled_to_and_back_from(size, step, show_all):
    screen, board = Screen(*size), board_after(*map(failed, EXERCISES[:3]))
    first = screen.lines(board, show_all=show_all)
    seen = first
    while screen.view.scroll(**step):
        seen = [*seen, *screen.lines(board, show_all=show_all)]
    for part in ("call number 4 of Exercise0", "largest difference", "rnn.py:12", "x = x.mean(0)", "[0.55, -0.689,"):
        assert part in words(seen)
    assert ("call number 4 of Exercise2" in words(seen)) == show_all
    assert "more line" not in seen[-1]
    while screen.view.scroll(**{name: -count for name, count in step.items()}):
        screen.lines(board, show_all=show_all)
    assert screen.lines(board, show_all=show_all) == first


def test_another_message_begins_at_its_top_and_the_same_one_stays_where_it_was():
    screen, board = Screen(40, 12), board_after(failed("Exercise0"), failed("Exercise1"))
    top = screen.lines(board)
    screen.view.scroll(lines=2)
    lower = screen.lines(board)
    assert lower != top
    assert screen.lines(board) == lower
    assert "Exercise1: " in words(screen.lines(board, 1))
    assert screen.lines(board) == top


def test_the_footer_names_a_key_only_while_it_does_something():
    def footer(board: Board, size=(120, 30), **how) -> str:
        return Screen(*size).lines(board, **how)[-1]

    none, one, three = (board_after(*map(failed, EXERCISES[:count])) for count in (0, 1, 3))
    assert "Enter" not in footer(none) + footer(one)
    assert "a: all" not in footer(none) + footer(one)
    assert "Enter: next message (1 of 3)" in footer(three)
    assert "a: all" in footer(three)
    assert "a: one" in footer(three, show_all=True)
    assert "Enter" not in footer(three, show_all=True)
    assert "j" not in footer(one)
    assert "more lines" in footer(one, (120, 8))
    one.stop("the checks have changed; collecting them again")
    assert footer(one) == "q: quit"


@pytest.mark.parametrize("size", SIZES)
def test_what_an_earlier_save_gave_is_grey_and_says_so_until_it_is_checked_again(size):
    screen, board = Screen(*size), board_after(failed("Exercise0"))
    assert "earlier" not in screen.painted(board)
    board.begin(["Exercise0"])
    text = screen.painted(board)
    assert "grey: of an earlier save" in words(text.splitlines()).replace("\x1b[0m ", "").replace(f"{GREY}", "")
    coloured = re.findall(r"\x1b\[(?:\d+;)*3[1-6]m", text)
    assert coloured == []  # nothing is red or green
    for name in EXERCISES:
        board.take(Ended(board.run, failed(name) if name == "Exercise0" else passed(name)))
    board.take(Finished(board.run))
    assert "earlier" not in screen.painted(board)


def test_once_all_pass_the_screen_says_what_was_learned_and_all_of_it_can_be_read():
    screen, board = Screen(60, 12), board_after()
    seen = screen.lines(board)
    while screen.view.scroll(lines=1):
        seen = [*seen, *screen.lines(board)]
    assert "What you have learned" in words(seen)
    assert "python exercises/lesson6/rnn.py" in words(seen)
    board.begin(["Exercise0"])
    assert "learned" not in words(screen.lines(board))


def test_all_is_said_to_pass_only_if_it_does_in_the_source_as_it_is_now():
    board = board_after()
    assert board.all_pass()
    board.begin(["Exercise0"])
    assert not board.all_pass()
    board.take(Finished(board.run))  # the code has ended the process with status 0, before anything was decided
    assert not board.all_pass()
    assert "ended the whole process" in words(Screen(80, 24).lines(board))
    board.stop("wavenet.py:3: SyntaxError")
    assert not board.all_pass()


def test_keys_are_told_apart_however_a_terminal_sends_them():
    assert split_keys("jj\x1b[B\x1bOA\x1b[5~\x1b[6~ q") == ["j", "j", "down", "up", "pageup", "pagedown", " ", "q"]
    assert split_keys("\x1b[200~\x1b") == []  # no key of ours
