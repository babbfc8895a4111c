"""What the program and its warm process say to each other, one JSON line per message."""

import msgspec

from grader.protocol.source import Module
from grader.results.check import CheckResult


class WatchSettings(msgspec.Struct):
    """The first message to a worker. `seconds` limits one call; without `fork` the worker ends after one run."""

    root: str
    lesson: str
    fork: bool = True
    device: str = "auto"
    seconds: float = 5


class Run(msgspec.Struct, tag=True):
    """Check this source, exercises in `first` before the others; trainings in `trained` still hold and are skipped.

    `done` are the checks that an earlier process of this run has decided, with whether they passed.
    """

    number: int
    modules: list[Module]
    first: list[str] = []
    trained: list[str] = []
    done: dict[str, bool] = {}


class Stop(msgspec.Struct, tag=True):
    """Abandon the current run."""


class Collected(msgspec.Struct, tag=True):
    """The checks are collected, undecided, and the worker waits for runs."""

    checks: list[CheckResult]


class Broken(msgspec.Struct, tag=True):
    """The checks cannot be collected; with `ended`, because the process has ended, so that a save would not help."""

    text: str
    ended: bool = False


class Loaded(msgspec.Struct, tag=True):
    """The source is loaded; `notes` say what is odd about how, a sentence each."""

    run: int
    notes: list[str]


class Began(msgspec.Struct, tag=True):
    """A check has begun."""

    run: int
    check: str


class Ended(msgspec.Struct, tag=True):
    """A check has ended; `printed` is the end of what the code printed in the meantime."""

    run: int
    result: CheckResult
    printed: str = ""


class Progress(msgspec.Struct, tag=True):
    """A training has reached this step; `left` are the seconds that it will still take, if they are known."""

    run: int
    step: int
    steps: int
    loss: float
    left: float | None = None


class Finished(msgspec.Struct, tag=True):
    """The run is over; `status` is the exit status of its process, 0 when every check was decided."""

    run: int
    status: int = 0


Event = Collected | Broken | Loaded | Began | Ended | Progress | Finished


def line_of(message: msgspec.Struct) -> bytes:
    """Return a message as a line."""
    return msgspec.json.encode(message) + b"\n"
