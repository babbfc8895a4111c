"""The warm process: it has torch loaded and the lesson's checks collected, and forks a child for every run.

`python -m grader.watch.worker` reads `WatchSettings` from standard input, then `Run`s, and writes events to standard
output.
Where forking is not safe it carries out a single run in its own process and ends; the program then starts the next.
"""

import contextlib
import gc
import os
import select
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from grader.candidate.warm import run_once
from grader.course import running
from grader.plugin.drawn import DrawnExamples, rehearse
from grader.plugin.stash import RESULT
from grader.processes.fork import Fork
from grader.processes.parent import die_with_parent
from grader.watch.messages import Broken, Collected, Finished, Run, Stop, WatchSettings, line_of

# Plugins of pytest that take time and are of no use here. The cache stays: it holds the thresholds passed so far.
UNUSED = ("capture", "terminal", "faulthandler", "logging", "unraisableexception", "threadexception", "doctest",
          "junitxml", "pastebin", "setuponly", "setupplan", "stepwise", "debugging")  # fmt: skip


class Child(NamedTuple):
    """A fork that carries out a run."""

    run: int
    fork: Fork


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

    def _here(self, session: pytest.Session, run: Run) -> None:
        from grader.watch.child import check

        with collected_output():
            check(session.items, session.config, self.settings, run, self.say)

    def _serve(self, session: pytest.Session) -> None:
        """Fork a child for every run; a new run kills the child of the last."""
        child: Child | None = None
        text = b""
        while True:
            ready, _, _ = select.select([0, *([child.fork.ended] if child else [])], [], [])
            if child and child.fork.ended in ready:
                self.say(Finished(child.run, child.fork.reap()))
                child = None
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

    def _fork(self, session: pytest.Session, run: Run) -> Child:
        def work() -> bytes:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            self._here(session, run)
            return b""

        return Child(run.number, Fork(work))


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
