"""What there is to say about the board, as marked-up lines. How much of it is shown, and how, is the view's matter."""

import time

from rich.markup import escape

from grader.course.closing import Place, closing_paragraphs
from grader.results.exercise import ExerciseStatus
from grader.results.points import number_text
from grader.results.text import MARKS
from grader.results.text import message_lines as lines_of
from grader.training.time_left import time_left_text
from grader.watch.board import WAITING, Board, BoardRow, Failure

WORDS = {"stub": ExerciseStatus.NOT_STARTED, "unfinished": ExerciseStatus.IN_PROGRESS}
COLOURS = {ExerciseStatus.PASSED: "green", ExerciseStatus.FAILING: "red", WAITING: "dim"}  # the others are yellow
SLOW = 1.0  # seconds after which a running check is named with its time
STALE = "grey: of an earlier save"


def header(board: Board) -> str:
    """Return the first line: lesson, points, and whether they are of this save or how soon after it they were known."""
    earned, points = board.totals()
    score = f"{number_text(earned)} of {number_text(points)} points" if board.checks else "getting ready"
    if board.any_stale:
        return f"[bold]{board.lesson}[/]   [dim]{score}   {STALE}[/]"
    took = f"   [dim]{board.took:.2f} s after the save[/]" if board.took is not None else ""
    return f"[bold]{board.lesson}[/]   {score}{took}"


def short_header(board: Board) -> str:
    """Return the first line where there is room for little else: lesson, points, and what is running or out of date."""
    score = "/".join(map(number_text, board.totals())) if board.checks else ""
    if board.any_stale:
        return f"[dim]{board.lesson}  {score}  {STALE}[/]"
    return f"[bold]{board.lesson}[/]  {score}  {running_line(board)}"


def row_lines(rows: list[BoardRow]) -> list[str]:
    """Return a line for every exercise."""
    lines = []
    for row in rows:
        mark = MARKS[ExerciseStatus(row.status)] if row.status != WAITING else "…"
        colour = "dim" if row.stale else COLOURS.get(row.status, "yellow")
        tally = f"{number_text(row.earned)}/{number_text(row.points)}"
        note = f"   [dim]{row.note}[/]" if row.note else ""
        lines.append(f"[{colour}]{mark} {row.exercise:<24}{tally:>8}[/]{note}")
    return lines


def folded_lines(rows: list[BoardRow]) -> list[str]:
    """Return the same where space is short: those that passed share a line."""
    passed = [row for row in rows if row.status == ExerciseStatus.PASSED]
    return [
        *([summary(rows)] if passed else []),
        *row_lines([row for row in rows if row.status != ExerciseStatus.PASSED]),
    ]


def summary(rows: list[BoardRow]) -> str:
    """Return how many exercises pass."""
    passed = [row for row in rows if row.status == ExerciseStatus.PASSED]
    colour = "dim" if any(row.stale for row in rows) else "green" if passed else "yellow"
    return f"[{colour}]{'✓ ' if passed else ''}{len(passed)} of {len(rows)} exercises pass[/]"


def message_lines(board: Board, failures: list[Failure], *, diagnosis_first: bool = False) -> list[str]:
    """Return what keeps checks from running, these failures with a blank line between them, or the lesson's closing."""
    if board.banner:
        return [f"[red]{escape(line)}[/]" for line in board.banner.splitlines()]
    if board.all_pass() and not board.running:
        first, *rest = closing_paragraphs(board.folder, Place.WATCH)
        return [f"[green]{escape(first)}[/]", *map(escape, [*rest, *board.notes])]
    lines = [f"[red]{escape(board.ended_by)}[/]"] if board.ended_by else []
    for failure in failures:
        lines += [*([""] if lines else []), *failure_lines(failure, diagnosis_first=diagnosis_first)]
    for sentence in board.notes:
        lines += [*([""] if lines else []), f"[yellow]{escape(sentence)}[/]"]
    return lines


def failure_lines(failure: Failure, *, diagnosis_first: bool = False) -> list[str]:
    """Return what a student reads about one check; grey if it is of an earlier save."""
    result = failure.result
    grey, plain = ("[dim]", "[/]") if failure.stale else ("", "")
    earlier = " (of an earlier save)" if failure.stale else ""
    if result.status == "undecided" or result.unwritten:
        words = WORDS.get(result.reason, ExerciseStatus.NOT_EXAMINED)
        name = result.exercise if failure.stale else f"[yellow]{result.exercise}[/]"
        return [f"{grey}{name}{earlier} is {words}: {escape(result.message.headline)}{plain}"]
    name = result.exercise if failure.stale else f"[bold]{result.exercise}[/]"
    lines = [f"{grey}{name}{earlier}: {escape(result.title)}{plain}"]
    lines += [f"{grey}    {escape(line)}{plain}" for line in lines_of(result.message, diagnosis_first=diagnosis_first)]
    if failure.printed:
        lines += [f"    [dim]{escape(line)}[/]" for line in ("your code printed", *failure.printed.splitlines())]
    return lines


def running_line(board: Board, bar: int = 6) -> str:
    """Return what is running right now; `bar` is the length of the bar of a training."""
    if not board.running:
        return "" if board.banner or not board.checks else "[dim]waiting for a save[/]"
    if board.now is None:
        return "[dim]loading your code[/]"
    if board.progress is not None:
        p = board.progress
        full = int(bar * p.step / max(p.steps, 1))
        drawn, left = "━" * full + "╌" * (bar - full), time_left_text(p.left)
        return f"training {board.now.exercise} {drawn} {p.step}/{p.steps}  loss {p.loss:.3f}  {left}".rstrip()
    seconds = time.monotonic() - board.check_began
    slow = f" for {seconds:.0f} s" if seconds > SLOW else ""
    what = "training" if board.now.training else "checking"
    return f"[dim]{what} {board.now.exercise}{slow}[/]"


def next_lines(board: Board, failure: Failure | None) -> list[str]:
    """Return what to do next: nothing while that is not known."""
    if board.banner or failure is None:
        return []
    known = failure.result
    if failure.stale and board.running:
        return ["[dim]The message above is checked again.[/]"]
    step = "fill in its stub and save" if known.unwritten else "read the message, change your code and save"
    return [f"Next: {known.exercise}: {step}."]
