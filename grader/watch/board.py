"""What is known at the moment: checks, outcomes, what runs, and what to show next. No terminal here."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from grader.outcome import Outcome
from grader.report import exercise_status
from grader.watch.messages import Began, Check, Ended, Finished, Progress


class Row(NamedTuple):
    """A line about an exercise. `status`: passed, failed, todo, or waiting while not all is decided."""

    exercise: str
    status: str
    earned: float
    points: float
    note: str = ""


class Failure(NamedTuple):
    """Something to mend: a check with its message."""

    exercise: str
    title: str
    message: str
    printed: str


class Board:
    """The state of a lesson over many runs."""

    def __init__(self, lesson: str) -> None:
        self.lesson = lesson
        self.checks: list[Check] = []
        self.outcomes: dict[str, Outcome] = {}
        self.printed: dict[str, str] = {}
        self.first: list[str] = []  # the exercises of the last save
        self.run = 0
        self.running = False
        self.now: Check | None = None
        self.progress: Progress | None = None
        self.began = self.check_began = 0.0
        self.took: float | None = None  # seconds from the save until the touched exercises were decided
        self.banner = ""  # what keeps checks from running
        self.ended_by = ""

    @property
    def exercises(self) -> list[str]:
        """The exercises in the order of the lesson."""
        return list(dict.fromkeys(check.exercise for check in self.checks if not check.training))

    def begin(self, first: Sequence[str], users: Sequence[str] = ()) -> list[str]:
        """Begin a run on source in which `first` and their `users` differ; returns the trainings that still hold."""
        self.run += 1
        self.first = list(first)
        self.running, self.now, self.progress, self.took = True, None, None, None
        self.banner = self.ended_by = ""
        self.began = time.monotonic()
        for check in self.checks:
            known = self.outcomes.get(check.check)
            if check.training and known and (check.exercise in (*first, *users) or known.status != "passed"):
                del self.outcomes[check.check]
        return [check.check for check in self.checks if check.training and check.check in self.outcomes]

    def take(self, event: Began | Ended | Progress | Finished) -> None:
        """Learn from an event of the present run; others are old."""
        if event.run != self.run or not self.running:
            return
        if isinstance(event, Began):
            self.now = next((check for check in self.checks if check.check == event.check), None)
            self.check_began, self.progress = time.monotonic(), None
            if self.took is None and self.now and (self.now.exercise not in self.first or self.now.training):
                self.took = time.monotonic() - self.began
        elif isinstance(event, Ended):
            self.outcomes[event.outcome.check] = event.outcome
            self.printed[event.outcome.check] = event.printed
        elif isinstance(event, Progress):
            self.progress = event
        else:
            self.running = False
            if self.took is None:
                self.took = time.monotonic() - self.began
            if event.status:
                where = f" in the check `{title(self.now.check)}` of {self.now.exercise}" if self.now else ""
                self.ended_by = f"your code has ended the whole process{where} (status {event.status})"
            self.now = None

    def stop(self, banner: str) -> None:
        """Show what keeps the checks from running."""
        self.running, self.now, self.banner = False, None, banner

    def rows(self) -> list[Row]:
        """Return a row for every exercise."""
        return [self._row(exercise) for exercise in self.exercises]

    def _row(self, exercise: str) -> Row:
        checks = [check for check in self.checks if check.exercise == exercise]
        known = [self.outcomes[check.check] for check in checks if check.check in self.outcomes]
        earned, points = sum(outcome.earned for outcome in known), sum(check.points for check in checks)
        missing = [check for check in checks if check.check not in self.outcomes]
        status = exercise_status(known) if known else "waiting"
        if not missing or status in ("failed", "todo"):
            note = ""
            if status != "passed" and missing and all(check.training for check in missing):
                note = "trains once the rest holds"
            return Row(exercise, status, earned, points, note)
        waits = bool(known) and all(check.training for check in missing)
        return Row(exercise, "waiting", earned, points, "training comes last" if waits else "")

    def failures(self) -> list[Failure]:
        """Return what is to be mended, the touched exercises first; every message once."""
        order = sorted(self.exercises, key=lambda name: name not in self.first or len(self.first) > 1)
        found: dict[str, Failure] = {}
        for exercise in order:
            for check in self.checks:
                outcome = self.outcomes.get(check.check)
                if check.exercise == exercise and outcome and outcome.status != "passed":
                    printed = self.printed.get(check.check, "")
                    found.setdefault(outcome.message, Failure(exercise, outcome.title, outcome.message, printed))
        return list(found.values())

    def todo(self, failure: Failure) -> bool:
        """Is this a stub that nobody has begun?"""
        known = [o for o in self.outcomes.values() if o.exercise == failure.exercise]
        return exercise_status(known) == "todo"

    def totals(self) -> tuple[float, float]:
        """Return the points earned and the points there are."""
        return sum(o.earned for o in self.outcomes.values()), sum(check.points for check in self.checks)


def title(check: str) -> str:
    """Return the name of a check as a sentence."""
    return check.split("::")[-1].removeprefix("test_").replace("_", " ")
