"""The demo's table."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.demo.results import DemoResult
from grader.results.points import number_text

COLOURS = {"all points": "green", "some points": "yellow", "no points": "red", "not graded": "bold red"}


def show(console: Console, results: list[DemoResult], folder: Path) -> None:
    """Print a row for each student with the reasons for lost points, and where the feedback is."""
    table = Table(title=f"{len(results)} submissions", title_justify="left", show_lines=True, expand=False)
    table.add_column("student", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what it is, and why points were lost", overflow="fold")
    for result in results:
        score = "-" if result.score is None else number_text(result.score)
        why = Text(result.student.idea, style="italic dim")
        for exercise, sentence in result.losses.items():
            why.append(f"\n{exercise}: ", style="not italic bold").append(sentence, style="not italic not dim")
        points = f"{score} / {number_text(result.max_score)}"
        table.add_row(result.student.id, points, Text(result.status, style=COLOURS[result.status]), why)
    console.print(table)
    console.print(f"Feedback, below {folder}:", markup=False, soft_wrap=True)
    for result in results:
        place = result.feedback.relative_to(folder) if result.feedback else "none: see demo.log"
        console.print(f"  {place}", markup=False, highlight=False, soft_wrap=True)
