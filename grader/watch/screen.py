"""Draw the board: a screen that is repainted in a terminal, plain lines elsewhere.

It uses no alternate screen and no cursor control beyond "home" and "erase", so that it works over ssh, in tmux and in
editors' terminals; what is on the screen at the end stays there.
"""

import time
from typing import Protocol

from rich.console import Console
from rich.markup import escape

from grader.results.exercise import ExerciseStatus
from grader.results.text import MARKS, number_text
from grader.results.text import message_lines as lines_of
from grader.training.time_left import time_left_text
from grader.watch.board import WAITING, Board, BoardRow, Failure

WORDS = {"stub": ExerciseStatus.NOT_STARTED, "unfinished": ExerciseStatus.IN_PROGRESS}
COLOURS = {ExerciseStatus.PASSED: "green", ExerciseStatus.FAILING: "red", WAITING: "dim"}  # the others are yellow
HOME, CLEAR, REST_OF_LINE, REST_OF_SCREEN = "\x1b[H", "\x1b[H\x1b[2J", "\x1b[K", "\x1b[J"
SLOW = 1.0  # seconds after which a running check is named with its time


class View(Protocol):
    """Shows a board."""

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        """Show the state; `place` counts messages, or lines when all of them are shown."""
        ...


class TerminalView:
    """Repaints the whole state each time."""

    def __init__(self, console: Console, keys: bool) -> None:
        self.console, self.keys = console, keys
        self.size = (0, 0)

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        """Repaint, on a cleared screen if the size has changed."""
        size = self.console.size
        fresh = fresh or size != self.size
        self.size = size
        top = self._lines([*header(board), "", *row_lines(board.rows(), full=True)])
        bottom = self._lines(["", running_line(board), *hint_lines(board, place, show_all, self.keys)])
        room = size.height - len(bottom) - 1
        middle = self._lines(message_lines(board, place, show_all))
        if len(top) + len(middle) > room:
            top = self._lines(header(board) + row_lines(board.rows(), full=False))
        lines = top + fit(middle, max(3, room - len(top)), place if show_all else 0) + bottom
        painted = f"{REST_OF_LINE}\n".join(lines[: size.height - 1])
        self.console.file.write((CLEAR if fresh else HOME) + painted + REST_OF_LINE + "\n" + REST_OF_SCREEN)
        self.console.file.flush()

    def _lines(self, marked_up: list[str]) -> list[str]:
        with self.console.capture() as captured:
            for line in marked_up:
                self.console.print(line, highlight=False)
        return captured.get().split("\n")[:-1]


def fit(lines: list[str], room: int, start: int) -> list[str]:
    """Return as many lines as fit, from `start` on."""
    start = min(start, max(0, len(lines) - 1))
    rest = lines[start:]
    if len(rest) <= room:
        return rest
    return [*rest[: room - 1], f"    … {len(rest) - room + 1} more lines"]


def header(board: Board) -> list[str]:
    """Return the first line: lesson, points, time."""
    earned, points = board.totals()
    took = f"   [dim]{board.took:.2f} s after the save[/]" if board.took is not None else ""
    score = f"{number_text(earned)} of {number_text(points)} points" if board.checks else "getting ready"
    return [f"[bold]{board.lesson}[/]   {score}{took}"]


def row_lines(rows: list[BoardRow], full: bool) -> list[str]:
    """Return a line for every exercise; if space is short, those that passed share one."""
    passed = [row for row in rows if row.status == ExerciseStatus.PASSED]
    shown = rows if full else [row for row in rows if row.status != ExerciseStatus.PASSED]
    lines = []
    if not full and passed:
        lines.append(f"[green]✓ {len(passed)} of {len(rows)} exercises pass[/]")
    for row in shown:
        mark = MARKS[ExerciseStatus(row.status)] if row.status != WAITING else "…"
        colour = COLOURS.get(row.status, "yellow")
        tally = f"{number_text(row.earned)}/{number_text(row.points)}"
        note = f"   [dim]{row.note}[/]" if row.note else ""
        lines.append(f"[{colour}]{mark} {row.exercise:<24}{tally:>8}[/]{note}")
    return lines


def message_lines(board: Board, place: int, show_all: bool) -> list[str]:
    """Return the current message, or all of them."""
    if board.banner:
        return ["", *(f"[red]{escape(line)}[/]" for line in board.banner.splitlines())]
    failures = board.failures()
    lines = ["", f"[red]{escape(board.ended_by)}[/]"] if board.ended_by else []
    if not failures:
        return lines
    if not show_all:
        failures = [failures[place % len(failures)]]
    for failure in failures:
        lines += ["", *failure_lines(failure)]
    return lines


def failure_lines(failure: Failure) -> list[str]:
    """Return what a student reads about one check."""
    result = failure.result
    if result.status == "undecided" or result.unwritten:
        words = WORDS.get(result.reason, ExerciseStatus.NOT_EXAMINED)
        return [f"[yellow]{result.exercise}[/] is {words}: {escape(result.message.headline)}"]
    lines = [f"[bold]{result.exercise}[/]: {escape(result.title)}"]
    lines += [f"    {escape(line)}" for line in lines_of(result.message)]
    if failure.printed:
        lines += [
            "    [dim]your code printed[/]",
            *(f"    [dim]{escape(line)}[/]" for line in failure.printed.splitlines()),
        ]
    return lines


def running_line(board: Board) -> str:
    """Return what is running right now."""
    if not board.running:
        return "" if board.banner or not board.checks else "[dim]waiting for a save[/]"
    if board.now is None:
        return "[dim]loading your code[/]"
    if board.progress is not None:
        p = board.progress
        full = int(30 * p.step / max(p.steps, 1))
        bar, left = "━" * full + "╌" * (30 - full), time_left_text(p.left)
        return f"training {board.now.exercise} {bar} {p.step}/{p.steps}  loss {p.loss:.3f}  {left}".rstrip()
    seconds = time.monotonic() - board.check_began
    slow = f" for {seconds:.0f} s" if seconds > SLOW else ""
    what = "training" if board.now.training else "checking"
    return f"[dim]{what} {board.now.exercise}{slow}[/]"


def hint_lines(board: Board, place: int, show_all: bool, keys: bool) -> list[str]:
    """Return what to do next, and the keys."""
    failures = board.failures()
    lines = []
    if not board.banner and failures:
        failure = failures[place % len(failures)] if not show_all else failures[0]
        known = failure.result
        step = "fill in its stub and save" if known.unwritten else "read the message, change your code and save"
        lines.append(f"Next: {known.exercise}: {step}.")
    elif not board.banner and board.checks and not board.running and not board.ended_by and board.all_pass():
        lines.append("[green]All checks pass. Well done.[/]")
    if keys:
        count = f" ({place % len(failures) + 1} of {len(failures)})" if failures and not show_all else ""
        lines.append(
            f"[dim]Enter: next message{count}   a: {'one' if show_all else 'all'}   r: check again   q: quit[/]"
        )
    return lines


class Lines:
    """Writes the results once per run, and again after trainings; for output that is not a terminal."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.said: tuple[object, ...] = ()

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        """Write what is new since the last time."""
        trains = board.now is not None and board.now.training
        lines = message_lines(board, 0, False)
        if not board.banner:
            if not board.run or (board.running and not trains):
                return
            earned, points = board.totals()
            lines = row_lines(board.rows(), full=True) + lines
            lines += ["", f"{number_text(earned)} of {number_text(points)} points"]
            lines += hint_lines(board, 0, False, keys=False)
        if (said := (board.run, board.banner, trains)) != self.said:
            self.said = said
            for line in lines:
                self.console.print(line, highlight=False, soft_wrap=True)
            self.console.file.flush()
