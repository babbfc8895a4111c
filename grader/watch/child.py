"""Check one version of the source, in a separate process that may be killed at any time."""

import os
import sys
import time
from collections.abc import Callable, Sequence

import msgspec
import pytest
import torch

from grader.candidate.clock import keep_alarm
from grader.candidate.loader import Namespace
from grader.checks.submission import Submission
from grader.course.files import digest
from grader.plugin.local import LocalSession, choose_device, loading_notes, local_session
from grader.plugin.passed_thresholds import PassedThresholds
from grader.plugin.stash import ENDLESS, PASSED, PROVIDER, RESULT
from grader.training.time_left import TimeLeft
from grader.watch.messages import Began, Ended, Loaded, Progress, Run, WatchSettings

PRINTED_LINES = 6
IMPATIENT = 1.0  # seconds per call, once a call of this run has timed out

Say = Callable[[msgspec.Struct], None]
Note = Callable[[int, bool | None], None]


def check(
    items: Sequence[pytest.Item], config: pytest.Config, settings: WatchSettings, run: Run, say: Say, note: Note
) -> None:
    """Run the checks in the order most useful to the student, and report each result.

    `note` is told the place of each check in that order, with None before it runs and with whether it passed after.
    """
    session = load(config, settings, run, say)
    whole: dict[str, bool] = {}
    for place, item in enumerate(in_order(items, run.first)):
        known = item.stash[RESULT]
        if known.check in run.done:
            whole[known.exercise] = whole.get(known.exercise, True) and run.done[known.check]
            continue
        if known.training and (known.check in run.trained or not whole.get(known.exercise, True)):
            continue
        note(place, None)
        say(Began(run.number, known.check))
        before = sys.stdout.tell() if sys.stdout.seekable() else 0
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        whole[known.exercise] = whole.get(known.exercise, True) and known.passed
        if known.reason == "candidate":
            session.seconds = IMPATIENT
        say(Ended(run.number, known, printed_since(before)))
        note(place, known.passed)


def load(config: pytest.Config, settings: WatchSettings, run: Run, say: Say) -> LocalSession:
    """Load the source and make it this process's submission."""
    torch.manual_seed(0)
    keep_alarm()  # this process is ours
    config.stash[ENDLESS] = set()
    config.stash[PASSED] = PassedThresholds(config, config.rootpath, digest(run.modules))
    session = local_session(
        config, lambda: Namespace(run.modules, cell_seconds=settings.seconds), device=choose_device(settings.device),
        progress=ProgressLine(run.number, say), seconds=settings.seconds,
    )  # fmt: skip
    say(Loaded(run.number, loading_notes(session.executor.namespace)))
    submission = Submission(session, run.modules)
    config.stash[PROVIDER] = lambda lesson: submission
    return session


def in_order(items: Sequence[pytest.Item], first: Sequence[str]) -> list[pytest.Item]:
    """Return the checks with trainings last; within both groups the exercises in `first` come first."""
    place = {exercise: number for number, exercise in enumerate(first)}
    return sorted(
        items, key=lambda item: (item.stash[RESULT].training, place.get(item.stash[RESULT].exercise, len(place)))
    )


def printed_since(place: int) -> str:
    """Return the last lines that the code has printed since its output file was at position `place`."""
    if not sys.stdout.seekable():
        return ""
    sys.stdout.flush()
    with open(sys.stdout.fileno(), "rb", closefd=False) as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(place, end - 2000))
        lines = file.read().decode("utf-8", "replace").splitlines()
    return "\n".join(lines[-PRINTED_LINES:])


class ProgressLine:
    """The callback of a training: reports progress at most ten times per second."""

    def __init__(self, run: int, say: Say) -> None:
        self.run, self.say, self.said = run, say, 0.0
        self.time_left = TimeLeft()

    def __call__(self, step: int, steps: int, loss: float) -> None:
        """Report progress, if the last report was long enough ago."""
        if time.monotonic() - self.said > 0.1:
            self.said = time.monotonic()
            self.say(Progress(self.run, step, steps, loss, self.time_left.after(step, steps)))
