"""Examinations as the service of a pool: what a grading worker is told, and what its output lines mean."""

import subprocess
from typing import IO

import msgspec

from grader.examiner.worker_protocol import ExaminerSettings, Job, Ready, longest_examination, unexamined
from grader.processes import python
from grader.results.verdict import Verdict

SPARE = 60.0  # seconds that a busy machine may add


class Examinations:
    """Turns jobs into verdicts, in workers that run `grader.examiner.worker`. `ready` is their first answer."""

    def __init__(self, settings: ExaminerSettings, log: IO[bytes]) -> None:
        self.settings, self.log = settings, log
        self.ready: Ready | None = None

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a worker and send it the settings."""
        return python.start_worker("grader.examiner.worker", msgspec.json.encode(self.settings), self.log)

    def hello(self, line: bytes) -> None:
        """Take note of what a worker says about the lesson."""
        self.ready = msgspec.json.decode(line, type=Ready)

    def ask(self, task: Job) -> bytes:
        """Return a job as a line."""
        return msgspec.json.encode(task)

    def seconds(self, task: Job) -> float:
        """Return after how many seconds an examination must have gone wrong."""
        return longest_examination(self.settings.limits, self.ready.checks if self.ready else []) + SPARE

    def take(self, task: Job, line: bytes) -> Verdict:
        """Return the verdict in a line; raises ValueError if it is about another submission."""
        verdict = msgspec.json.decode(line, type=Verdict)
        # A worker out of step must not give one student the marks of another.
        if (verdict.student, verdict.digest) != (task.student, task.digest):
            raise ValueError("a verdict about another submission")
        return verdict

    def lost(self, task: Job, why: str) -> Verdict:
        """Return the verdict for a submission on which two workers were lost."""
        return unexamined(self.ready.checks if self.ready else [], self.settings, task, f"the examination {why}")
