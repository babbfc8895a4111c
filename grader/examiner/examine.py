"""Examine one submission: run every check of a lesson against a candidate with its code."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.checks.submission import Submission
from grader.examiner.budget import Budget
from grader.examiner.carried_forward import retry, to_retry
from grader.examiner.fork_server import ForkServer
from grader.examiner.replay.plugin import LEARNT, passes_at_once
from grader.examiner.replay.session import ReplaySession
from grader.examiner.session import CandidateSession
from grader.examiner.spawned import SpawnServer
from grader.examiner.worker_protocol import ExaminerSettings, Job
from grader.plugin.judge import load_error
from grader.plugin.stash import FORBIDDEN, PROVIDER, RESULT
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module
from grader.results.verdict import Verdict, make_verdict, status_of

LIBRARIES = "import jaxtyping, math, numpy, random, torch, typing"


def examine(
    items: list[pytest.Item],
    config: pytest.Config,
    server: ForkServer | SpawnServer,
    settings: ExaminerSettings,
    job: Job,
) -> Verdict:
    """Run every check against a candidate with the submission and return the verdict."""
    begun, own, budget = time.monotonic(), time.process_time(), Budget()

    def new_session(modules: Sequence[Module]) -> CandidateSession | ReplaySession:
        found = CandidateSession(server, modules, settings.limits, config.stash.get(FORBIDDEN, []), budget)
        return ReplaySession(found) if settings.forks else found

    asked = new_session(job.modules)
    session = asked.inner if isinstance(asked, ReplaySession) else asked
    submission = Submission(asked, job.modules)
    config.stash[PROVIDER] = lambda lesson: submission
    config.stash[LEARNT] = []
    for item in items:
        if isinstance(asked, CandidateSession) or not passes_at_once(item, submission, asked):
            # No nextitem: the next check may pass without pytest, and fixtures kept for it would not be torn down.
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    session.close()
    for again, broken in to_retry(items):
        retry(again, broken, Path(settings.checks), job.modules, new_session)
    checks = [item.stash[RESULT] for item in items]
    status, detail = status_of(checks)
    return make_verdict(
        job.student,
        settings.lesson,
        settings.seed,
        status=status,
        detail=detail,
        checks=checks,
        digest=job.digest,
        isolation=server.summary,
        layers=session.layers,
        load_errors=[load_error(raised) for raised in session.load_errors],
        printed=session.printed,
        output=session.output.decode("utf-8", "replace"),
        seconds=round(time.monotonic() - begun, 3),
        used={
            "total_seconds": round(budget.asked, 2),
            "training_seconds": round(budget.trained, 2),
            "stall_seconds": round(budget.slept, 2),
            "examiner_seconds": round(time.process_time() - own, 2),
        },
        training=settings.training,
    )


def missing_libraries(server: ForkServer | SpawnServer, settings: ExaminerSettings) -> str:
    """Import what every submission may import in a candidate of its own; return what went wrong there, or nothing.

    A library that candidates cannot see would cost every submission all of its points.
    """
    session = CandidateSession(server, [Module("libraries", [Cell("libraries.py", LIBRARIES)])], settings.limits)
    session.request(op.Names())
    session.close()
    return "; ".join(f"{error.type}: {error.message}" for error in session.load_errors)
