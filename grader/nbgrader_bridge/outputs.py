"""A verdict as the outputs of a notebook's cells, where nbgrader reads the points and students read the messages.

nbgrader gives full marks to a test cell without output and none to one with anything on stderr, and takes the first
result that is a number as the points. So every test cell gets its text on stdout and then exactly one number; or, if
its exercise was not examined to its end, its text on stderr and no number.
"""

from collections.abc import Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.course.cells import cell_number
from grader.protocol.text import clean
from grader.results.exercise import ExerciseResult
from grader.results.points import NO_NUMBER, number_text
from grader.results.text import MARKS, exercise_text, wrapped
from grader.results.verdict import GRADED, Verdict


def points_and_text(
    verdict: Verdict, exercise: str, worth: float, training: bool = True, said: set[str] | None = None
) -> tuple[float | None, str]:
    """Return what a test cell says: the points that an exercise earned, from 0 to `worth`, and the text about it.

    `worth` is what the cell is worth in the gradebook. If that is more because trainings are left out, the exercise was
    not examined to its end: there are no points but None, and the text says what was earned so far. If it differs
    because the checks have changed since the release, points are scaled. `said` are messages of other cells that are
    not repeated.
    """
    found = verdict.exercise(exercise)
    if verdict.status not in GRADED:
        return None, f"{_head(found, exercise, NO_NUMBER, worth)}\n    not examined: {clean(verdict.detail)}"
    if not found.checks and training:
        return 0.0, f"{_head(found, exercise, '0', worth)}\n    {verdict.lesson} has no checks for {exercise}"
    earned, points = found.earned, found.points
    text = clean(exercise_text(found, said=said)) if found.checks else _head(found, exercise, NO_NUMBER, worth)
    if not training and points < worth:
        left = number_text(worth - points)
        text += f"\n    {left} of {number_text(worth)} points were not examined: checks that train a model are left out"
        return None, wrapped(text)
    if points != worth:
        earned = earned * worth / points if points else 0.0
        text += f"\n    the checks have changed since the release; scaled to it: {number_text(round(earned, 2))}"
    return min(max(round(earned, 4), 0.0), worth), wrapped(text)


def _head(found: ExerciseResult, exercise: str, earned: str, worth: float) -> str:
    return f"{MARKS[found.status]} {exercise:<22}{earned + '/' + number_text(worth):>8}   {found.status}"


def fill_test_cell(cell: NotebookNode, points: float | None, text: str, number: int) -> None:
    """Write a test cell's outputs."""
    cell.execution_count = number
    if points is None:  # on stderr, for which nbgrader's own step would give none; and not all, as for no output
        cell.outputs = [new_output("stream", name="stderr", text=text + "\n")]
        return
    cell.outputs = [
        new_output("stream", name="stdout", text=text + "\n"),
        new_output("execute_result", data={"text/plain": repr(float(points))}, execution_count=number),
    ]


def show_load_errors(cells: Sequence[NotebookNode], verdict: Verdict) -> None:
    """Show, at each cell that did not run, why; `cells` are the examined ones, in the order of their numbers."""
    for error in verdict.load_errors:
        number = cell_number(error.where.file)
        if 0 < number <= len(cells):
            message = clean(error.message, 600)
            shown = [f"{error.type}: {message}"]
            if error.where.line:
                shown.append(f"in line {error.where.line} of this cell")
            cells[number - 1].outputs = [new_output("error", ename=error.type, evalue=message, traceback=shown)]
