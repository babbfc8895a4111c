"""What `grader grade` shows: a bar on a terminal, plain lines elsewhere, a table at the end."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from grader.protocol.text import TEXT_LIMIT, one_line
from grader.results.points import number_text
from grader.results.row import Row

COLOURS = {"graded": "", "duplicate": "yellow"}
NAME = 40  # characters of a name that are printed
REASON = 40  # characters that a column of reasons needs, with the gaps between columns


class ProgressScreen:
    """Progress on a console; use as a context manager around the grading."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.count = self.done = 0
        self.bar: Progress | None = None

    def begin(self, count: int, notes: Sequence[str]) -> None:
        """Say what was found and begin the bar."""
        for note in notes:
            self.console.print(Text(one_line(note, TEXT_LIMIT), style="yellow"))
        self.count = count
        if self.console.is_terminal:
            self.bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                console=self.console, transient=True,
            )  # fmt: skip
            self.bar.add_task("grading", total=count)
            self.bar.start()

    def show(self, row: Row) -> None:
        """Move the bar, or print a line."""
        self.done += 1
        if self.bar is not None:
            self.bar.advance(self.bar.task_ids[0])
            return
        score = f"{row.score_text}/{number_text(row.max_score)}"
        note = "  (as before)" if row.reused else ""
        line = f"[{self.done}/{self.count}] {name_of(row)}  {score}  {row.status}{note}"
        self.console.print(Text(line), soft_wrap=True)

    def end(self) -> None:
        """Remove the bar."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


def name_of(row: Row) -> str:
    """Return the name as it is printed; one that is cut ends in a mark of its own, so that no two are alike."""
    name = one_line(row.student)
    if len(name) <= NAME:
        return name
    return f"{name[: NAME - 10]}...#{hashlib.sha256(row.file.encode()).hexdigest()[:6]}"


def print_table(rows: Sequence[Row], console: Console) -> None:
    """Print the class: student, score, status, the first reason for missing points and what is noted about the row.

    A reason is folded, never cut; where the terminal is too narrow for a column of reasons, each stands below its row.
    """
    names = [name_of(row) for row in rows]
    scores = [f"{row.score_text}/{number_text(row.max_score)}" for row in rows]
    statuses = [Text(row.status, style=COLOURS.get(row.status, "red")) for row in rows]
    reasons = [Text("; ".join(one_line(text, TEXT_LIMIT) for text in (row.reason, row.note) if text)) for row in rows]
    lines = list(zip(map(Text, names), map(Text, scores), statuses, reasons, strict=True))
    others = sum(max(map(cell_len, column), default=0) for column in (names, scores, [row.status for row in rows]))
    if console.width - others < REASON:
        for *first, reason in lines:
            console.print(Text("  ").join(first))
            if reason:
                console.print(Padding(reason, (0, 0, 0, 4)))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("student", "score", "status"):
        table.add_column(title, no_wrap=True, justify="right" if title == "score" else "left")
    table.add_column("first reason", overflow="fold")
    for line in lines:
        table.add_row(*line)
    console.print(table)


def closing(rows: Sequence[Row], for_all: Sequence[str] = ()) -> str:
    """Return how many submissions have each status, how many were known before, and what holds for all with a score."""
    counts = Counter(row.status for row in rows)
    text = f"{len(rows)} submissions: " + ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
    reused = sum(row.reused for row in rows)
    text += f"; {reused} unchanged since an earlier run and not graded again" if reused else ""
    return ". ".join([text, *(note[0].upper() + note[1:] for note in for_all)])
