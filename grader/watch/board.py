"""The current state: the checks and their results, what is running, and what to show next. No terminal here."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from grader.processes.fork import ending
from grader.results.check import NOT_TRIED, CheckResult, totals
from grader.results.exercise import ExerciseResult, ExerciseStatus
from grader.results.message import Message
from grader.results.text import message_text, not_run_text
from grader.watch.messages import Began, Ended, Finished, Loaded, Progress

WAITING = "waiting"  # until every check has been decided


class BoardRow(NamedTuple):
    """A line about an exercise; `status` is the exercise's status, or WAITING. `stale`: it is of an earlier save."""

    exercise: str
    status: str
    earned: float
    points: float
    note: str = ""
    stale: bool = False


class Failure(NamedTuple):
    """Something to fix: a check that has not passed, and what the code printed in it. `stale`: in an earlier save."""

    result: CheckResult
    printed: str
    stale: bool = False


class Board:
    """The state of a lesson over many runs; `folder` holds its checks."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lesson = folder, folder.name
        self.checks: list[CheckResult] = []  # undecided, as they were collected
        self.results: dict[str, CheckResult] = {}
        self.printed: dict[str, str] = {}
        self.decided: dict[str, int] = {}  # by check, the run whose source the result holds for
        self.current = 0  # the run of the source as it is now, 0 if there is none
        self.first: list[str] = []  # the exercises of the last save
        self.run = 0
        self.running = False
        self.now: CheckResult | None = None
        self.progress: Progress | None = None
        self.began = self.check_began = 0.0
        self.took: float | None = None  # seconds from the save until the touched exercises were decided
        self.banner = ""  # what keeps checks from running
        self.ended_by = ""
        self.notes: list[str] = []  # on how the source was loaded

    @property
    def exercises(self) -> list[str]:
        """The exercises in the order of the lesson."""
        return list(dict.fromkeys(check.exercise for check in self.checks if not check.training))

    def begin(self, first: Sequence[str], users: Sequence[str] = ()) -> list[str]:
        """Begin a run on source in which `first` and their `users` differ; return the trainings that still hold."""
        self.run += 1
        self.current = self.run
        self.first = list(first)
        self.running, self.now, self.progress, self.took = True, None, None, None
        self.banner = self.ended_by = ""
        self.notes = []
        self.began = time.monotonic()
        for check in self.checks:
            known = self.results.get(check.check)
            if check.training and known and (check.exercise in (*first, *users) or not known.passed):
                del self.results[check.check]
        hold = [check.check for check in self.checks if check.training and check.check in self.results]
        self.decided.update(dict.fromkeys(hold, self.run))
        return hold

    def stale(self, check: CheckResult) -> bool:
        """Return whether what is known about a check holds for an earlier save only."""
        return check.check in self.results and self.decided.get(check.check) != self.current

    @property
    def any_stale(self) -> bool:
        """Whether anything that is known holds for an earlier save only."""
        return any(self.stale(check) for check in self.checks)

    def take(self, event: Loaded | Began | Ended | Progress | Finished) -> None:
        """Record an event of the current run; ignore those of earlier runs."""
        if event.run != self.run or not self.running:
            return
        if isinstance(event, Loaded):
            self.notes = event.notes
        elif isinstance(event, Began):
            self.now = next((check for check in self.checks if check.check == event.check), None)
            self.check_began, self.progress = time.monotonic(), None
            if self.took is None and self.now and (self.now.exercise not in self.first or self.now.training):
                self.took = time.monotonic() - self.began
        elif isinstance(event, Ended):
            self.results[event.result.check] = event.result
            self.printed[event.result.check] = event.printed
            self.decided[event.result.check] = self.run
        elif isinstance(event, Progress):
            self.progress = event
        else:
            self.running = False
            if self.took is None:
                self.took = time.monotonic() - self.began
            left = [check for check in self.checks if self.decided.get(check.check) != self.run and not check.training]
            if event.status or left:
                where = f"in the check `{self.now.title}` of {self.now.exercise}" if self.now else "while it was loaded"
                self.ended_by = (
                    f"your code ended the whole process {where} ({ending(event.status)}): "
                    "the rest was not checked; mend that and save"
                )
            self.now = None

    def stop(self, banner: str) -> None:
        """Show what keeps the checks from running; what is known holds for an earlier save from now on."""
        self.running, self.now, self.banner, self.ended_by, self.current = False, None, banner, "", 0

    def exercise(self, name: str) -> ExerciseResult:
        """Return what is known about an exercise; a check that has not ended is undecided."""
        checks = [self.results.get(check.check, check) for check in self.checks if check.exercise == name]
        return ExerciseResult(self.lesson, name, checks)

    def rows(self) -> list[BoardRow]:
        """Return a row for every exercise."""
        return [self._row(self.exercise(name)) for name in self.exercises]

    def _row(self, exercise: ExerciseResult) -> BoardRow:
        missing = [check for check in exercise.checks if check.check not in self.results]
        only_trainings = bool(missing) and all(check.training for check in missing)
        status, note = str(exercise.status), ""
        if missing and exercise.status is ExerciseStatus.NOT_EXAMINED:
            begun = len(missing) < len(exercise.checks)
            status, note = WAITING, "training comes last" if begun and only_trainings else ""
        elif only_trainings:
            note = "trains once all other checks pass"
        stale = any(self.stale(check) for check in exercise.checks)
        return BoardRow(exercise.name, status, exercise.earned, exercise.points, note, stale)

    def failures(self) -> list[Failure]:
        """Return what needs fixing, each message once: of this save first, and of the exercises just changed."""
        order = sorted(self.exercises, key=lambda name: name not in self.first or len(self.first) > 1)
        found: dict[str, Failure] = {}
        for name in order:
            exercise = self.exercise(name)
            ended = [check for check in exercise.checks if check.check in self.results]
            if (telling := exercise.telling) in ended:  # what is shown elsewhere comes first
                ended.sort(key=lambda check: check is not telling)
            for check in ended:
                if check.status == "failed" and check.reason != NOT_TRIED:  # what did not end says it
                    text, stale = message_text(check.message), self.stale(check)
                    if text not in found or (found[text].stale and not stale):
                        found[text] = Failure(check, self.printed.get(check.check, ""), stale)
            if undecided := [check for check in ended if check.status == "undecided"]:
                message, stale = Message(headline=not_run_text(undecided)), self.stale(undecided[0])
                found[f"{name} {message.headline}"] = Failure(replace(undecided[0], message=message), "", stale)
        return sorted(found.values(), key=lambda failure: failure.stale)

    def all_pass(self) -> bool:
        """Return whether every check of the source as it is now has run to its end and passed."""
        passed = all(self.exercise(name).status is ExerciseStatus.PASSED for name in self.exercises)
        return bool(self.checks) and passed and not self.any_stale

    def totals(self) -> tuple[float, float]:
        """Return the points earned and the points there are."""
        return totals([self.results.get(check.check, check) for check in self.checks])
