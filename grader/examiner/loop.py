"""The pytest plugin that examines submissions, replacing pytest's own loop over checks.

Every submission is examined in a fork, so that whatever goes wrong costs only that submission, and the worker's memory
does not grow.
"""

import gc
import sys
from collections.abc import Generator
from typing import Any

import msgspec
import pytest

from grader.checks.errors import LackedProcessor, Unexamined, earlier_exception
from grader.checks.submission import Submission
from grader.errors import GraderError
from grader.examiner.examine import examine, missing_libraries
from grader.examiner.fork_server import ForkServer
from grader.examiner.replay.plugin import LEARNT, PLACE, SCRIPTS, remember
from grader.examiner.replay.script import Learnt
from grader.examiner.replay.session import ReplaySession
from grader.examiner.session import CandidateSession
from grader.examiner.spawned import SpawnServer
from grader.examiner.split import secret_split
from grader.examiner.worker_protocol import ExaminerSettings, Job, Ready, longest_examination, unexamined
from grader.plugin.drawn import rehearse
from grader.plugin.stash import HELD_OUT, RESULT, SEED
from grader.processes.allowance import allow
from grader.processes.fork import Fork, ForkError


class Examined(msgspec.Struct):
    """What a fork of the worker hands back: the verdict as JSON, and what it learnt for later examinations."""

    verdict: bytes
    learnt: list[Learnt]


class ExaminerLoop:
    """The pytest plugin that examines submissions instead of running pytest's own loop."""

    def __init__(self, settings: ExaminerSettings, server: ForkServer | SpawnServer, jobs: Any, verdicts: Any) -> None:
        self.settings, self.server, self.jobs, self.verdicts = settings, server, jobs, verdicts

    def pytest_configure(self, config: pytest.Config) -> None:
        """Set the seed and the split of the run."""
        config.stash[SEED] = self.settings.seed
        held_out = secret_split(self.settings.seed) if self.settings.training else None
        config.stash[HELD_OUT] = lambda: held_out

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Before a check counts as passed, carry out the operations that it did not wait for."""
        result = yield  # an error in a deferred assignment would otherwise be lost, and the check would pass
        proxy = pyfuncitem.funcargs.get("submission")
        if isinstance(proxy, Submission) and isinstance(proxy._session, CandidateSession | ReplaySession):
            earlier = proxy._session.flush()
            if isinstance(earlier, Unexamined):
                raise LackedProcessor(earlier.raised)
            if earlier is not None:
                raise earlier_exception(earlier)
        return result

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Report on standard error why a check cannot be imported."""
        if report.failed:
            print(f"{report.nodeid}: {report.longreprtext}", file=sys.stderr, flush=True)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Examine jobs until there are no more; refuse to start if a check of the lesson cannot be imported."""
        if session.testsfailed:
            raise session.Interrupted("a check cannot be imported")  # verdicts without it would be worth fewer points
        items = session.items
        if not self.settings.training:
            items = [item for item in items if not item.get_closest_marker("training")]
        config = session.config
        config.option.tbstyle = "no"
        if self.settings.forks:
            rehearse(items)  # before the first fork, so that every examination inherits the examples
        config.stash[SCRIPTS] = {}
        for place, item in enumerate(items):
            item.stash[PLACE] = place
        settings = self.settings
        with self.server as server:
            lacking = missing_libraries(server, settings)
            if lacking:
                raise session.Interrupted(f"a candidate cannot import what submissions need: {lacking}")
            self.checks = [item.stash[RESULT] for item in items]
            self._say(msgspec.json.encode(Ready(server.summary, self.checks)))
            gc.collect()
            gc.freeze()  # a collection in a fork would touch, and so copy, all of the worker's memory
            for line in self.jobs:
                job = msgspec.json.decode(line, type=Job)
                examined = self._here if self.settings.spawn else self._in_a_fork
                one = examined(items, config, server, job)
                remember(config.stash[SCRIPTS], one.learnt)
                self._say(one.verdict)
        return True

    def _here(
        self, items: list[pytest.Item], config: pytest.Config, server: ForkServer | SpawnServer, job: Job
    ) -> Examined:
        """Examine in this process, where forking is not possible; every check begins undecided."""
        for item, check in zip(items, self.checks, strict=True):
            item.stash[RESULT] = check.afresh()
        return self._examined(items, config, server, job)

    def _in_a_fork(
        self, items: list[pytest.Item], config: pytest.Config, server: ForkServer | SpawnServer, job: Job
    ) -> Examined:
        # The fork holds no more than one submission's answers; a crash in it, or answers that confuse it, end with it.
        limits = self.settings.limits

        def work() -> bytes:
            allow(limits.examiner_seconds, limits.examiner_bytes)  # its source and answers are a stranger's data
            return msgspec.msgpack.encode(self._examined(items, config, server, job))

        fork = Fork(work)
        try:
            answer = fork.answer(longest_examination(limits, self.checks))
            return msgspec.msgpack.decode(answer, type=Examined)
        except (ForkError, msgspec.DecodeError) as error:
            why = f"the examination {error}"
            if "SIGXCPU" in why:
                why = f"to compare its answers took all {limits.examiner_seconds} s that the examiner has for it"
            verdict = unexamined(self.checks, self.settings, job, why)
            return Examined(msgspec.json.encode(verdict), [])
        finally:
            if isinstance(server, ForkServer):
                server.sweep()  # a fork that was killed has not ended its candidates

    def _examined(
        self, items: list[pytest.Item], config: pytest.Config, server: ForkServer | SpawnServer, job: Job
    ) -> Examined:
        """Examine in the current process, whichever it is."""
        try:
            verdict = examine(items, config, server, self.settings, job)
        except GraderError as error:
            verdict = unexamined(self.checks, self.settings, job, str(error))
        return Examined(msgspec.json.encode(verdict), config.stash[LEARNT])

    def _say(self, message: bytes) -> None:
        self.verdicts.write(message + b"\n")
        self.verdicts.flush()
