"""A grading worker: collects a lesson's checks once, then examines one submission after the other.

It runs as a process of its own (`python -m grader.examiner.worker`) and speaks JSON lines: an `Order` first, then a
`Job` a submission on standard input, a verdict a line on standard output. Every submission is examined in a fork, so
that whatever goes wrong costs that submission only and the worker's memory stays flat.
"""

import contextlib
import os
import select
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.candidate.loader import Module
from grader.errors import GraderError
from grader.examiner.limits import Limits
from grader.examiner.server import Server
from grader.examiner.session import CandidateSession
from grader.examiner.split import secret_trial
from grader.examiner.verdict import Verdict, versions
from grader.plugin import FORBIDDEN, OUTCOME, PROVIDER, SEED, TRIAL
from grader.submission import Submission


class Order(msgspec.Struct):
    """What a worker is started for."""

    lesson: str
    checks: str  # the folder of the lesson's checks
    seed: int
    isolation: str = "auto"
    training: bool = True
    limits: Limits = Limits()
    disabled: tuple[str, ...] = ()


class Job(msgspec.Struct):
    """One submission to examine: its source, already read and bounded."""

    student: str
    digest: str
    modules: list[Module]


def examine(items: list[pytest.Item], config: pytest.Config, server: Server, order: Order, job: Job) -> Verdict:
    """Run every check against a candidate with the submission and return the verdict."""
    begun = time.monotonic()
    session = CandidateSession(server, job.modules, order.limits, config.stash.get(FORBIDDEN, []))
    submission = Submission(session, job.modules)
    config.stash[PROVIDER] = lambda lesson: submission
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    session.close()
    return Verdict(
        student=job.student,
        lesson=order.lesson,
        outcomes=[item.stash[OUTCOME] for item in items],
        seed=order.seed,
        digest=job.digest,
        isolation=server.summary,
        layers=session.layers,
        load_errors=[f"{e.type}: {e.message} ({e.file}:{e.line})" for e in session.load_errors],
        printed=session.printed,
        output=session.output.decode("utf-8", "replace"),
        seconds=round(time.monotonic() - begun, 3),
        versions=versions(),
    )


def unexamined(items: list[pytest.Item], order: Order, job: Job, why: str) -> Verdict:
    """Return the verdict for a submission whose examination itself broke off: no points, and the reason."""
    outcomes = [
        msgspec.structs.replace(item.stash[OUTCOME], status="failed", reason="candidate", message=why) for item in items
    ]
    return Verdict(
        student=job.student, lesson=order.lesson, status="failed", detail=why, outcomes=outcomes, seed=order.seed,
        digest=job.digest, versions=versions(),
    )  # fmt: skip


class Loop:
    """The pytest plugin that examines submissions in place of pytest's own loop."""

    def __init__(self, order: Order, jobs: Any, verdicts: Any) -> None:
        self.order, self.jobs, self.verdicts = order, jobs, verdicts

    def pytest_configure(self, config: pytest.Config) -> None:
        """Set the seed and the split of the run."""
        config.stash[SEED] = self.order.seed
        trial = secret_trial(self.order.seed) if self.order.training else None
        config.stash[TRIAL] = lambda: trial

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Examine what comes in until there is no more."""
        items = session.items
        if not self.order.training:
            items = [item for item in items if not item.get_closest_marker("training")]
        config = session.config
        config.option.tbstyle = "no"
        with Server(self.order.isolation, self.order.disabled) as server:
            self._say({"ready": server.summary, "points": sum(item.stash[OUTCOME].points for item in items)})
            for line in self.jobs:
                job = msgspec.json.decode(line, type=Job)
                self.verdicts.write(self._in_a_fork(items, config, server, job) + b"\n")
                self.verdicts.flush()
        return True

    def _in_a_fork(self, items: list[pytest.Item], config: pytest.Config, server: Server, job: Job) -> bytes:
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            _examine_and_exit(items, config, server, self.order, job, writer)
        os.close(writer)
        limits = self.order.limits
        trainings = sum(1 for item in items if item.get_closest_marker("training"))
        seconds = limits.total_seconds + limits.load_seconds + trainings * limits.training_seconds * 1.3 + 60
        text = _read_all(reader, time.monotonic() + seconds)
        os.close(reader)
        if text is None:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if text and text.endswith(b"}"):
            return text
        why = "took too long" if text is None else f"ended with status {os.waitstatus_to_exitcode(status)}"
        return msgspec.json.encode(unexamined(items, self.order, job, f"the examination {why}"))

    def _say(self, message: dict[str, Any]) -> None:
        self.verdicts.write(msgspec.json.encode(message) + b"\n")
        self.verdicts.flush()


def _examine_and_exit(
    items: list[pytest.Item], config: pytest.Config, server: Server, order: Order, job: Job, writer: int
) -> None:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            verdict = examine(items, config, server, order, job)
        except GraderError as error:
            verdict = unexamined(items, order, job, str(error))
        text = memoryview(msgspec.json.encode(verdict))
        while text:
            text = text[os.write(writer, text) :]
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _read_all(fd: int, deadline: float) -> bytes | None:
    """Read until the end of the pipe; None when the deadline passes first."""
    text = b""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return None
        chunk = os.read(fd, 1 << 20)
        if not chunk:
            return text
        text += chunk


def main() -> int:
    """Serve one order."""
    import torch

    torch.set_num_threads(1)
    verdicts = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever pytest says goes to standard error
    jobs = sys.stdin.buffer
    order = msgspec.json.decode(jobs.readline(), type=Order)
    quiet = ["-p", "no:cacheprovider", "-p", "no:capture", "-p", "no:terminal", "-p", "no:faulthandler"]
    arguments = [order.checks, f"--rootdir={Path(order.checks).parents[1]}", "--import-mode=importlib", *quiet]
    with contextlib.suppress(BrokenPipeError):
        return int(pytest.main(arguments, plugins=[Loop(order, jobs, verdicts)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
