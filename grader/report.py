"""What a student reads after `pytest exercises/lesson5`: points, the first message of an exercise, what to do next."""

import textwrap
from typing import TYPE_CHECKING

from grader.outcome import Outcome, number_text, totals

if TYPE_CHECKING:
    import pytest

MARKS = {"passed": ("✓", {"green": True}), "failed": ("✗", {"red": True}), "todo": ("·", {"yellow": True})}


class Report:
    """Collects the outcomes of a run and prints them by lesson and exercise."""

    def __init__(self, show_all: bool = False) -> None:
        self.show_all = show_all
        self.outcomes: list[Outcome] = []
        self.said: set[str] = set()  # what does not run, told once

    def add(self, outcome: Outcome) -> None:
        """Add the outcome of one check."""
        self.outcomes.append(outcome)

    def groups(self) -> dict[tuple[str, str], list[Outcome]]:
        """Return the outcomes by lesson and exercise, in the order of the run."""
        found: dict[tuple[str, str], list[Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault((outcome.lesson, outcome.exercise), []).append(outcome)
        return found

    def print(self, terminal: "pytest.TerminalReporter") -> None:
        """Write the summary."""
        if not self.outcomes:
            return
        lesson_before = ""
        for (lesson, exercise), outcomes in self.groups().items():
            if lesson != lesson_before:
                terminal.write_sep("─", lesson)
                lesson_before = lesson
            self._exercise(terminal, exercise, outcomes)
        self._closing(terminal)

    def _exercise(self, terminal: "pytest.TerminalReporter", exercise: str, outcomes: list[Outcome]) -> None:
        earned, points = totals(outcomes)
        status = exercise_status(outcomes)
        mark, colour = MARKS[status]
        tally = f"{number_text(earned)}/{number_text(points)}"
        if status == "todo":
            terminal.write_line(f"{mark} {exercise:<22}{tally:>8}   not started: {outcomes[0].message}", **colour)
            return
        remembered = sum(o.remembered for o in outcomes)
        note = f"   ({remembered} trained before on this very code, remembered)" if remembered else ""
        terminal.write_line(f"{mark} {exercise:<22}{tally:>8}{note}", **colour)
        for follow_on in sorted({o.note for o in outcomes if o.note}):
            terminal.write_line(f"    {follow_on}")
        broken = self.broken_below(outcomes)
        if broken:
            terminal.write_line(f"    builds on {', '.join(broken)}, which does not hold yet: mend that first")
        shown: set[str] = set()
        for outcome in (o for o in outcomes if o.status == "failed"):
            repeated = outcome.message in shown or outcome.message in self.said
            if repeated or broken or (shown and not self.show_all):
                words = " (same message as above)" if repeated else ""
                terminal.write_line(f"    ✗ {outcome.title}{words}", light=True)
                continue
            shown.add(outcome.message)
            if outcome.reason == "load":
                self.said.add(outcome.message)
            terminal.write_line(f"    ✗ {outcome.title}", bold=True)
            for line in outcome.message.splitlines():
                terminal.write_line(f"        {line}")
            for i, line in enumerate(outcome.printed):
                terminal.write_line(f"        {'' if i else 'your code printed':<18}{line}", light=True)

    def broken_below(self, outcomes: list[Outcome]) -> list[str]:
        """Return the exercises that these build on and that do not hold, unless all messages are to be shown."""
        if self.show_all or all(o.status != "failed" for o in outcomes):
            return []
        lost = {o.exercise for o in self.outcomes if o.lesson == outcomes[0].lesson and o.status != "passed"}
        return [name for name in outcomes[0].builds_on if name in lost]

    def _closing(self, terminal: "pytest.TerminalReporter") -> None:
        earned, points = totals(self.outcomes)
        terminal.write_sep("─")
        terminal.write_line(f"{number_text(earned)} of {number_text(points)} points", bold=True)
        terminal.write_line(self.next_step())

    def next_step(self) -> str:
        """Return one sentence: what to do now."""
        for (lesson, exercise), outcomes in self.groups().items():
            status = exercise_status(outcomes)
            file = outcomes[0].check.split("::")[0]
            if status == "todo":
                return f"Next: {exercise}. Fill in its stub in exercises/{lesson}/, then run: pytest exercises/{file}"
            if status == "failed":
                return f"Next: {exercise}. Read its message above, then run: pytest exercises/{file}"
        return "All of it holds. Well done."


def exercise_status(outcomes: list[Outcome]) -> str:
    """Return "passed", "todo" when nothing but stubs stands in the way, else "failed"."""
    if all(o.status == "passed" for o in outcomes):
        return "passed"
    if any(o.status == "failed" for o in outcomes):
        return "failed"
    return "todo" if any(o.status == "todo" for o in outcomes) else "failed"


def exercise_text(exercise: str, outcomes: list[Outcome]) -> str:
    """Return what a student reads about one exercise, as text: its points, and what is wrong."""
    lines = _Lines()
    Report()._exercise(lines, exercise, outcomes)  # type: ignore[arg-type]
    return "\n".join(lines)


class _Lines(list[str]):
    """Takes the place of pytest's terminal where a report is wanted as text."""

    def write_line(self, line: str, **markup: bool) -> None:
        self.append(line)


PAGE = 100  # characters that nbgrader's feedback pages show without scrolling


def wrapped(text: str) -> str:
    """Return a text in lines of at most PAGE characters; what follows the first of a line stands two deeper."""
    return "\n".join(part for line in text.splitlines() for part in _parts(line))


def _parts(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, PAGE, subsequent_indent=indent + "  ", break_long_words=False) or [line]
