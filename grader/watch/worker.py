"""The warm process: it has torch loaded and the lesson's checks collected, and forks a child for every run.

`python -m grader.watch.worker` reads `WatchSettings` from standard input, then `Run`s, and writes events to standard
output.
Where forking is not safe it carries out a single run in its own process and ends; the program then starts the next.
"""

import contextlib
import gc
import mmap
import os
import select
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from msgspec.structs import replace

from grader.candidate.warm import run_once
from grader.course import running
from grader.plugin.drawn import DrawnExamples, rehearse
from grader.plugin.stash import RESULT
from grader.processes.fork import Fork, ending
from grader.processes.parent import die_with_parent
from grader.results.message import Message
from grader.watch.messages import Broken, Collected, Ended, Finished, Run, Stop, WatchSettings, line_of

# Plugins of pytest that take time and are of no use here. The cache stays: it holds the thresholds passed so far.
UNUSED = ("capture", "terminal", "faulthandler", "logging", "unraisableexception", "threadexception", "doctest",
          "junitxml", "pastebin", "setuponly", "setupplan", "stepwise", "debugging")  # fmt: skip


LOST_LIMIT = 8  # checks of one run that may end their process; each costs another loading of the source


BEGUN, PASSED, FAILED = 1, 2, 3  # what a child notes about a check


class Child(NamedTuple):
    """A fork that carries out a run; `places` are shared with it: a byte for each check, 0 until it has begun."""

    run: Run
    fork: Fork
    places: mmap.mmap
    lost: int = 0


class WatchLoop:
    """The pytest plugin that carries out runs instead of pytest's own loop."""

    def __init__(self, settings: WatchSettings, events: int) -> None:
        self.settings, self.events = settings, events
        self.errors: list[str] = []

    def say(self, message: msgspec.Struct) -> None:
        """Write an event."""
        line = memoryview(line_of(message))
        while line:
            line = line[os.write(self.events, line) :]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a check file cannot be collected."""
        if report.failed:
            self.errors.append(str(report.longrepr))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Report which checks there are, then serve."""
        items = session.items
        if self.errors or not items:
            self.say(Broken("\n".join(self.errors) or f"there are no checks in exercises/{self.settings.lesson}"))
            return True
        rehearse(items)
        self.say(Collected([item.stash[RESULT] for item in items]))
        if self.settings.fork:
            run_once()
            gc.collect()
            gc.freeze()
            self._serve(session)
        else:
            run = msgspec.json.decode(sys.stdin.buffer.readline(), type=Run | Stop)
            if isinstance(run, Run):
                self._here(session, run)
                self.say(Finished(run.number))
        return True

    def _here(
        self, session: pytest.Session, run: Run, note: Callable[[int, bool | None], None] = lambda *_: None
    ) -> None:
        from grader.watch.child import check

        with collected_output():
            check(session.items, session.config, self.settings, run, self.say, note)

    def _serve(self, session: pytest.Session) -> None:
        """Fork a child for every run; a new run kills the child of the last."""
        child: Child | None = None
        text = b""
        while True:
            ready, _, _ = select.select([0, *([child.fork.ended] if child else [])], [], [])
            if child and child.fork.ended in ready:
                child = self._go_on(session, child)
            if 0 not in ready:
                continue
            chunk = os.read(0, 1 << 20)
            *lines, text = (text + chunk).split(b"\n")
            if child and (lines or not chunk):
                child.fork.kill()
                os.write(self.events, b"\n")  # the child may have been killed in the middle of a line
                child = None
            if not chunk:
                return
            if lines:
                message = msgspec.json.decode(lines[-1], type=Run | Stop)
                child = self._fork(session, message) if isinstance(message, Run) else None

    def _fork(self, session: pytest.Session, run: Run, lost: int = 0) -> Child:
        places = mmap.mmap(-1, len(session.items))

        def note(place: int, passed: bool | None) -> None:
            places[place] = BEGUN if passed is None else PASSED if passed else FAILED

        def work() -> bytes:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            self._here(session, run, note)
            return b""

        return Child(run, Fork(work), places, lost)

    def _go_on(self, session: pytest.Session, child: Child) -> Child | None:
        """After the end of a child: if the code ended it in a check, that check fails and the others are run."""
        status, run = child.fork.reap(), child.run
        from grader.watch.child import in_order

        results = [item.stash[RESULT] for item in in_order(session.items, run.first)]
        open_ = [known for known, place in zip(results, child.places[:], strict=True) if place == BEGUN]
        decided = {
            known.check: place == PASSED
            for known, place in zip(results, child.places[:], strict=True)
            if place in (PASSED, FAILED)
        }
        if not open_ or child.lost >= LOST_LIMIT:
            self.say(Finished(run.number, status))
            return None
        why = Message(headline=f"your code ended the process that runs it ({ending(status)})")
        failed = replace(open_[0].afresh(), status="failed", reason="candidate", message=why)
        os.write(self.events, b"\n")  # it may have ended in the middle of a line
        self.say(Ended(run.number, failed))
        done = {**run.done, **decided, failed.check: False}
        return self._fork(session, replace(run, done=done), child.lost + 1)


@contextlib.contextmanager
def collected_output() -> Iterator[None]:
    """Redirect standard output and error to a file of this process, so that prints can be shown later."""
    with tempfile.TemporaryFile("w+b") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        sys.stdout = sys.stderr = os.fdopen(file.fileno(), "w+", encoding="utf-8", errors="replace", closefd=False)
        yield


def main() -> int:
    """Read the settings, then serve."""
    import torch

    torch.set_num_threads(1)  # a pool of threads would not survive a fork
    die_with_parent()
    events = os.dup(1)
    os.dup2(2, 1)  # whatever pytest says goes to standard error
    settings = msgspec.json.decode(read_line(0), type=WatchSettings)
    import grader.watch.child  # noqa: F401

    folder = Path(settings.root) / "exercises" / settings.lesson
    arguments = running.arguments([folder], settings.root, without=UNUSED)
    with contextlib.suppress(BrokenPipeError), running.undisturbed():
        return int(pytest.main(arguments, plugins=[WatchLoop(settings, events), DrawnExamples()]))
    return 0


def read_line(fd: int) -> bytes:
    """Read one line and nothing beyond it."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(fd, 1)
        if not byte:
            sys.exit(0)
        line += byte
    return line


if __name__ == "__main__":
    sys.exit(main())
