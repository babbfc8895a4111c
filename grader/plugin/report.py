"""What a student reads after `pytest exercises/lesson5`: points, the first message per exercise, what to do next."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from grader.course.closing import Place, closing_lines
from grader.course.root import from_here
from grader.results.check import CheckResult, totals
from grader.results.exercise import ExerciseResult, ExerciseStatus, by_exercise
from grader.results.points import number_text
from grader.results.text import exercise_lines

STYLES = {
    ExerciseStatus.PASSED: {"green": True},
    ExerciseStatus.FAILING: {"red": True},
    ExerciseStatus.NOT_STARTED: {"yellow": True},
    ExerciseStatus.IN_PROGRESS: {"yellow": True},
    ExerciseStatus.NOT_EXAMINED: {"yellow": True},
    "title": {"bold": True},
    "dim": {"light": True},
}


class TerminalReport:
    """The results of a run, by lesson and exercise. It holds every check from the start, so that none can get lost.

    `folders` are those of the checks, by lesson.
    """

    def __init__(
        self,
        results: Sequence[CheckResult],
        left_out: Sequence[CheckResult],
        folders: Mapping[str, Path],
        show_all: bool = False,
    ) -> None:
        self.folders = folders
        asked = {(result.lesson, result.exercise) for result in results}
        self.results = [*results, *(check for check in left_out if (check.lesson, check.exercise) in asked)]
        self.elsewhere = [check for check in left_out if (check.lesson, check.exercise) not in asked]
        self.show_all = show_all

    def print(self, terminal: pytest.TerminalReporter, notes: Sequence[str] = ()) -> None:
        """Write the summary, with notes on the submission as a whole."""
        exercises = by_exercise(self.results)
        said: set[str] = set()  # the messages on files that do not run, each shown once
        lesson = ""
        for exercise in exercises:
            if exercise.lesson != lesson:
                lesson = exercise.lesson
                terminal.write_sep("─", lesson)
            for line in exercise_lines(exercise, exercises, show_all=self.show_all, said=said):
                terminal.write_line(line.text, **STYLES.get(line.style, {}))
        terminal.write_sep("─")
        for note in notes:
            terminal.write_line(note)
        terminal.write_line(self.points(), bold=True)
        for step in next_steps(exercises, self.folders):
            terminal.write_line(step)

    def points(self) -> str:
        """Return the points earned, the points there are, and how many were not examined."""
        everything = [*self.results, *self.elsewhere]
        earned, points = totals(everything)
        missing = sum(check.points for check in everything if check.status == "undecided")
        note = f"; {number_text(missing)} not examined" if missing else ""
        return f"{number_text(earned)} of {number_text(points)} points{note}"

    def broken_off(self) -> bool:
        """Return whether a check that was asked for did not run to its end, for instance because it was skipped."""
        return any(check.reason == "not run" for check in self.results)


def next_steps(exercises: Sequence[ExerciseResult], folders: Mapping[str, Path]) -> list[str]:
    """Return what to do now, or what the last lesson of the run says at its end if all of its checks pass."""
    if unfinished := next_step(exercises, folders):
        return [unfinished]
    lesson = exercises[-1].lesson
    ran = {check.check.split("::", maxsplit=1)[0] for exercise in exercises for check in exercise.checks}
    if {f"{lesson}/{path.name}" for path in folders[lesson].glob("test_*.py")} <= ran:
        return closing_lines(folders[lesson], Place.TERMINAL)
    return [f"All checks that were run pass. For the whole lesson, run: pytest {from_here(folders[lesson])}"]


def next_step(exercises: Sequence[ExerciseResult], folders: Mapping[str, Path]) -> str:
    """Return one sentence that says what is still to be done; nothing if all that was asked for passes."""
    for exercise in exercises:
        folder = folders[exercise.lesson]
        file = exercise.checks[0].check.split("::", maxsplit=1)[0].rpartition("/")[2]
        command = f"pytest {from_here(folder / file)}"
        match exercise.status:
            case ExerciseStatus.NOT_STARTED:
                return f"Next: {exercise.name}. Fill in its stub in {from_here(folder)}/, then run: {command}"
            case ExerciseStatus.IN_PROGRESS:
                return f"Next: {exercise.name}. Fill in what is still a stub, then run: {command}"
            case ExerciseStatus.FAILING:
                return f"Next: {exercise.name}. Read its message above, then run: {command}"
    if any(exercise.status is not ExerciseStatus.PASSED for exercise in exercises):
        return "All checks that were run pass; some were not run."
    return ""
