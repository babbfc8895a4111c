"""Audits as the service of a pool: what an audit's worker is told, and how it answers."""

import subprocess
from typing import IO

import msgspec

from grader.audit.margins import Margins
from grader.audit.subjects import Subject
from grader.processes import python
from grader.results.check import NO_PROCESSOR, CheckResult

SPARE = 60.0  # seconds that a busy machine may add


class AuditSettings(msgspec.Struct):
    """What a worker is started for: the course, the lessons whose checks it collects, the time limit per program."""

    root: str
    lessons: list[str]
    training: bool
    seconds: float


class ProgramResults(msgspec.Struct, kw_only=True):
    """The results of one program's checks. `error` says why there are none."""

    checks: list[CheckResult] = []
    margins: Margins = {}
    seconds: float = 0.0
    error: str = ""

    @property
    def lacking(self) -> list[str]:
        """The checks that other programs left too little processor time for: they say nothing about the program."""
        return [check.check for check in self.checks if check.reason == NO_PROCESSOR]


class Answer(ProgramResults, kw_only=True):
    """What a worker says about the program with this label."""

    label: str


class Audits:
    """Turns programs into answers in workers that run `grader.audit.worker`."""

    def __init__(self, settings: AuditSettings, log: IO[bytes]) -> None:
        self.settings, self.log = settings, log

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a worker and send it the settings."""
        return python.start_worker(
            "grader.audit.worker", msgspec.json.encode(self.settings), self.log, self.settings.root
        )

    def hello(self, line: bytes) -> None:
        """Do nothing: a worker that is ready has nothing to say."""

    def ask(self, task: Subject) -> bytes:
        """Return a program as a line."""
        return msgspec.json.encode(task)

    def seconds(self, task: Subject) -> float:
        """Return after how many seconds a worker must have gone wrong."""
        return self.settings.seconds + SPARE

    def take(self, task: Subject, line: bytes) -> Answer:
        """Return the answer in a line; raises ValueError if it is about another program."""
        answer = msgspec.json.decode(line, type=Answer)
        if answer.label != task.label:
            raise ValueError("an answer about another program")
        return answer

    def lost(self, task: Subject, why: str) -> Answer:
        """Return the answer for a program on which two workers were lost."""
        return Answer(label=task.label, error=f"its worker {why}")
