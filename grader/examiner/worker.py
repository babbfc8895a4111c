"""A grading worker: collects a lesson's checks once, then examines one submission after the other.

It runs as a process of its own (`python -m grader.examiner.worker`) and speaks JSON lines: an `Order` first, then a
`Job` a submission on standard input; `Ready`, then a verdict a line on standard output. Every submission is
examined in a fork, so that whatever goes wrong costs that submission only and the worker's memory stays flat.
"""

import contextlib
import gc
import os
import re
import select
import signal
import sys
import time
import traceback
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.candidate import operations as op
from grader.candidate.loader import Cell, Module
from grader.errors import GraderError, earlier_exception
from grader.examiner.follow_on import retry, to_retry
from grader.examiner.orders import Job, Order, Ready, longest_examination, unexamined
from grader.examiner.playing import LEARNT, PLACE, Playing, remember
from grader.examiner.rehearsal import rehearse
from grader.examiner.script import Learnt
from grader.examiner.server import Server
from grader.examiner.session import CandidateSession
from grader.examiner.spawned import SpawnServer
from grader.examiner.split import secret_trial
from grader.examiner.verdict import Verdict, versions
from grader.outcome import Outcome
from grader.plugin import FORBIDDEN, OUTCOME, PROVIDER, SEED, TRIAL
from grader.submission import Submission

# Plugins of pytest that cost time and show nothing here.
UNUSED = ("cacheprovider", "capture", "terminal", "faulthandler", "logging", "unraisableexception", "threadexception",
          "doctest", "junitxml", "pastebin", "setuponly", "setupplan", "stepwise", "debugging", "anyio")  # fmt: skip
LIBRARIES = "import jaxtyping, math, numpy, random, torch, typing"
ADDRESS = re.compile(r"0x[0-9a-f]{6,16}\b")


class Examined(msgspec.Struct):
    """What a fork of the worker hands back: the verdict, as JSON, and what later examinations can use."""

    verdict: bytes
    learnt: list[Learnt]


def examine(
    items: list[pytest.Item], config: pytest.Config, server: Server | SpawnServer, order: Order, job: Job
) -> Verdict:
    """Run every check against a candidate with the submission and return the verdict."""
    begun = time.monotonic()

    def new_session(modules: Sequence[Module]) -> CandidateSession:
        return CandidateSession(server, modules, order.limits, config.stash.get(FORBIDDEN, []))

    session = new_session(job.modules)
    submission = Submission(session, job.modules)
    config.stash[PROVIDER] = lambda lesson: submission
    config.stash[LEARNT] = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    session.close()
    for again, broken in to_retry(items):
        retry(again, broken, Path(order.checks), job.modules, new_session)
    outcomes, timings = settle([item.stash[OUTCOME] for item in items])
    return Verdict(
        student=job.student,
        lesson=order.lesson,
        outcomes=outcomes,
        timings=timings,
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


def missing_libraries(server: Server | SpawnServer, order: Order) -> str:
    """Import what every submission may import in a candidate of its own; return what went wrong there, or nothing.

    A library that is out of a candidate's sight would cost every submission all its points.
    """
    session = CandidateSession(server, [Module("libraries", [Cell("libraries.py", LIBRARIES)])], order.limits)
    session.request(op.Names())
    session.close()
    return "; ".join(f"{error.type}: {error.message}" for error in session.load_errors)


def settle(outcomes: list[Outcome]) -> tuple[list[Outcome], dict[str, float]]:
    """Return the outcomes without what differs from run to run (durations, addresses), and the durations apart."""
    timings = {outcome.check: round(outcome.seconds, 4) for outcome in outcomes}
    settled = [
        msgspec.structs.replace(outcome, seconds=0.0, message=ADDRESS.sub("0x...", outcome.message))
        for outcome in outcomes
    ]
    return settled, timings


class Loop:
    """The pytest plugin that examines submissions in place of pytest's own loop."""

    def __init__(self, order: Order, jobs: Any, verdicts: Any) -> None:
        self.order, self.jobs, self.verdicts = order, jobs, verdicts

    def pytest_configure(self, config: pytest.Config) -> None:
        """Set the seed and the split of the run."""
        config.stash[SEED] = self.order.seed
        trial = secret_trial(self.order.seed) if self.order.training else None
        config.stash[TRIAL] = lambda: trial

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Carry out what a check has asked for without waiting, before it counts as passed."""
        result = yield
        proxy = pyfuncitem.funcargs.get("submission")
        if isinstance(proxy, Submission) and isinstance(proxy._session, CandidateSession):
            earlier = proxy._session.flush()
            if earlier is not None:
                raise earlier_exception(earlier)
        return result

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Say on standard error why a check cannot be imported."""
        if report.failed:
            print(f"{report.nodeid}: {report.longreprtext}", file=sys.stderr, flush=True)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Examine what comes in until there is no more; nothing at all when a check of the lesson is missing."""
        if session.testsfailed:
            raise session.Interrupted("a check cannot be imported")
        items = session.items
        if not self.order.training:
            items = [item for item in items if not item.get_closest_marker("training")]
        config = session.config
        config.option.tbstyle = "no"
        rehearse(items)
        for place, item in enumerate(items):
            item.stash[PLACE] = place
        order = self.order
        with SpawnServer() if order.spawn else Server(order.isolation, order.disabled) as server:
            lacking = missing_libraries(server, order)
            if lacking:
                raise session.Interrupted(f"a candidate cannot import what submissions need: {lacking}")
            self.checks = [item.stash[OUTCOME] for item in items]
            self.trainings = sum(1 for item in items if item.get_closest_marker("training"))
            self._say(msgspec.json.encode(Ready(server.summary, self.checks, self.trainings)))
            gc.collect()
            gc.freeze()
            for line in self.jobs:
                job = msgspec.json.decode(line, type=Job)
                examined = self._here if self.order.spawn else self._in_a_fork
                one = examined(items, config, server, job)
                remember(items, one.learnt)
                self._say(one.verdict)
        return True

    def _here(
        self, items: list[pytest.Item], config: pytest.Config, server: Server | SpawnServer, job: Job
    ) -> Examined:
        """Examine in this process, where there is no fork; every check begins with a fresh outcome."""
        for item, check in zip(items, self.checks, strict=True):
            item.stash[OUTCOME] = msgspec.structs.replace(check)
        try:
            verdict = examine(items, config, server, self.order, job)
        except GraderError as error:
            verdict = unexamined(self.checks, self.order, job, str(error))
        return Examined(msgspec.json.encode(verdict), config.stash[LEARNT])

    def _in_a_fork(
        self, items: list[pytest.Item], config: pytest.Config, server: Server | SpawnServer, job: Job
    ) -> Examined:
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            _examine_and_exit(items, config, server, self.order, job, writer)
        os.close(writer)
        text = _read_all(reader, time.monotonic() + longest_examination(self.order.limits, self.trainings))
        os.close(reader)
        if text is None:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if isinstance(server, Server):
            server.sweep()
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(text or b"", type=Examined)
        why = "took too long" if text is None else f"ended with status {os.waitstatus_to_exitcode(status)}"
        verdict = unexamined(self.checks, self.order, job, f"the examination {why}")
        return Examined(msgspec.json.encode(verdict), [])

    def _say(self, message: bytes) -> None:
        self.verdicts.write(message + b"\n")
        self.verdicts.flush()


def _examine_and_exit(
    items: list[pytest.Item], config: pytest.Config, server: Server | SpawnServer, order: Order, job: Job, writer: int
) -> None:
    code = 1
    try:
        die_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            verdict = examine(items, config, server, order, job)
        except GraderError as error:
            verdict = unexamined([item.stash[OUTCOME] for item in items], order, job, str(error))
        examined = Examined(msgspec.json.encode(verdict), config.stash[LEARNT])
        text = memoryview(msgspec.msgpack.encode(examined))
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


def die_with_parent() -> None:
    """Let the kernel end this process when the one that started it ends, however that happens; Linux only."""
    if sys.platform.startswith("linux"):
        from grader.sandbox import syscalls

        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> int:
    """Serve one order."""
    import torch

    torch.set_num_threads(1)
    die_with_parent()
    verdicts = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever pytest says goes to standard error
    jobs = sys.stdin.buffer
    order = msgspec.json.decode(jobs.readline(), type=Order)
    quiet = [f"-pno:{name}" for name in UNUSED]
    arguments = [order.checks, f"--rootdir={Path(order.checks).parents[1]}", "--import-mode=importlib", *quiet]
    with contextlib.suppress(BrokenPipeError):
        return int(pytest.main(arguments, plugins=[Loop(order, jobs, verdicts), Playing()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
