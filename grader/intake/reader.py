"""Read submissions in a process of its own, within limits: whatever a file holds, it costs its own author only.

Opening an archive, a notebook or a source is work on data that a stranger has made, and there are many ways to make it
take hours and gigabytes. So this process, which hands out work, does none of it. `worker` is the other side.
"""

import itertools
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Self

import msgspec

from grader.intake.entries import Entry
from grader.intake.expected import Expected
from grader.intake.requests import Found, Question, ReadEntry, Request
from grader.processes import python
from grader.processes.pool import Pool
from grader.protocol.source import Module

CPU_SECONDS = 5  # of processor time for one question; a class's largest submissions take a tenth of a second
MEMORY_BYTES = 2**30  # beyond what the process has to begin with; a notebook of 64 MB may take half of it
WALL_SECONDS = 60.0  # the processor may have other work, and a network drive may be slow
TOO_LONG = (
    f"reading it takes more than {CPU_SECONDS} s of processor time or {MEMORY_BYTES // 2**30} GB of memory; "
    "hand in only the lesson's files, and clear the outputs of a notebook"
)


class Readings:
    """Questions about what was handed in as the service of a pool."""

    def __init__(self, wanted: Expected, log: IO[bytes]) -> None:
        self.wanted, self.log = wanted, log

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a process and tell it what belongs to the lesson."""
        return python.start_worker("grader.intake.worker", msgspec.json.encode(self.wanted), self.log)

    def hello(self, line: bytes) -> None:
        """Take the line that says that it is ready."""

    def ask(self, task: Request) -> bytes:
        """Return a question as a line."""
        return msgspec.json.encode(task)

    def seconds(self, task: Request) -> float:
        """Return after how many seconds there must be an answer."""
        return WALL_SECONDS

    def take(self, task: Request, line: bytes) -> Found:
        """Return the answer; raises ValueError if it is about another submission."""
        answer = msgspec.json.decode(line, type=Found)
        if answer.number != task.number:
            raise ValueError("an answer to another question")
        return answer

    def lost(self, task: Request, why: str) -> Found:
        """Return the answer about a submission that was too much for the process."""
        return Found(task.number, "unreadable", TOO_LONG)


class Reader:
    """Reads submissions one after another; use as a context manager, or `close` it.

    Its process starts when there is a first question. If something is wrong with it, log.txt in `folder` says so, or
    standard error without a folder.
    """

    def __init__(self, wanted: Expected, folder: Path | None = None) -> None:
        self.wanted, self.folder = wanted, folder
        self.numbers = itertools.count(1)
        self.pool: Pool[Request, Found] | None = None

    def ask(self, question: Question) -> "Future[Found]":
        """Have a question answered; the future raises GraderError if no process can be started."""
        if self.pool is None:
            log = self._log()
            self.pool = Pool(Readings(self.wanted, log), 1, log, tries=1)
        return self.pool.submit(Request(next(self.numbers), question))

    def _log(self) -> IO[bytes]:
        if self.folder is None:
            return os.fdopen(os.dup(2), "ab")
        self.folder.mkdir(parents=True, exist_ok=True)
        return (self.folder / "log.txt").open("ab")

    def read(self, entry: Entry, work: bool = False) -> "Future[Found]":
        """Have a submission read, with `work` also cell by cell; `take` then notes in the entry what was found."""
        return self.ask(ReadEntry.of(entry, work))

    def close(self) -> None:
        """End the process, whatever it is doing."""
        pool, self.pool = self.pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)
            pool.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def take(entry: Entry, answer: Found) -> Sequence[Module]:
    """Note in an entry what its reading has found, and return the modules; if there are none, the entry says why."""
    entry.status, entry.detail, entry.answers = answer.status, answer.detail, answer.answers
    entry.notes += [note for note in answer.notes if note not in entry.notes]
    return answer.modules
