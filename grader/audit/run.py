"""Run the checks on many programs: pytest collects once, then every program is checked in a forked process.

The bank's programs are the course's own or an instructor's; a process each keeps a broken one from disturbing the
next, and is no sandbox.
"""

import contextlib
import importlib
import io
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from grader.audit.margins import Margins, Recorder, recording
from grader.audit.subjects import Subject
from grader.audit.workers import run_all
from grader.checks.submission import Submission
from grader.course import running
from grader.errors import GraderError
from grader.plugin.markers import exercise_of
from grader.plugin.stash import FORBIDDEN, PROVIDER, RESULT, SEED
from grader.results.check import CheckResult

WARM = ("numpy.random", "sympy", "hypothesis.internal.conjecture.engine")  # else every process would import them anew
CALL_SECONDS = 10
MUTANT_SECONDS = 3  # a loop without an end is a common change, and memory fills while it runs


class Result(msgspec.Struct, kw_only=True):
    """The results of one program's checks. `error` says why there are none."""

    subject: Subject
    checks: list[CheckResult] = []
    margins: Margins = {}
    error: str = ""
    seconds: float = 0.0


class _Answer(msgspec.Struct):
    checks: list[CheckResult]
    margins: Margins
    seconds: float


def run_audit(
    root: Path,
    lessons: Sequence[str],
    subjects: Sequence[Subject],
    *,
    training: bool = False,
    jobs: int = 2,
    seconds: float = 300,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Result]:
    """Check every subject and return the results in the same order.

    Parameters
    ----------
    training
        Whether to include the checks that train a model.
    seconds
        The time limit of one subject.
    progress
        Called as `progress(done, total)` after every subject.

    Raises
    ------
    GraderError
        With what pytest says, if it cannot collect the checks.

    """
    loop = _Loop(subjects, jobs, seconds, progress)
    options = ["-q", "-s", *([] if training else ["-m", "not training"])]
    folders = [root / "exercises" / lesson for lesson in lessons]
    arguments = running.arguments(folders, root, without=("cacheprovider", "faulthandler"))
    with contextlib.redirect_stdout(io.StringIO()) as said, running.undisturbed():
        code = pytest.main([*arguments, *options], plugins=[loop])
    if code != pytest.ExitCode.OK:
        raise GraderError(f"pytest cannot run the checks:\n{said.getvalue()[-2000:]}")
    return loop.results


class _Loop:
    """A pytest plugin in place of the loop over checks: a loop over programs."""

    def __init__(
        self, subjects: Sequence[Subject], jobs: int, seconds: float, progress: Callable[[int, int], None]
    ) -> None:
        self.subjects, self.jobs, self.seconds, self.progress = subjects, jobs, seconds, progress
        self.results = [Result(subject=subject) for subject in subjects]
        self.finished = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        import torch

        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} errors while collecting")
        torch.set_num_threads(1)  # threads do not survive a fork
        for name in WARM:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        run_all(
            self.subjects,
            lambda subject: msgspec.json.encode(check_subject(session, subject)),
            self.note,
            jobs=self.jobs,
            seconds=self.seconds,
        )
        return True

    def note(self, index: int, answer: bytes | str) -> None:
        result = self.results[index]
        if isinstance(answer, str):
            result.error = answer
        else:
            given = msgspec.json.decode(answer, type=_Answer)
            result.checks, result.margins, result.seconds = given.checks, given.margins, given.seconds
        self.finished += 1
        self.progress(self.finished, len(self.subjects))


def check_subject(session: pytest.Session, subject: Subject) -> _Answer:
    """Run the checks that concern a program, in this process."""
    from _pytest.runner import runtestprotocol

    began = time.monotonic()
    session.config.stash[PROVIDER] = lambda lesson: load(session.config, subject)
    session.config.stash[SEED] = subject.seed
    items = [
        item
        for item in session.items
        if item.path.parent.name == subject.lesson
        and (subject.exercises is None or exercise_of(item) in subject.exercises)
    ]
    recorder, checks = Recorder(), []
    with recording(recorder):
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.stash[RESULT] = item.stash[RESULT].afresh()
            recorder.check = item.stash[RESULT].check
            runtestprotocol(item, log=False, nextitem=following)
            checks.append(item.stash[RESULT])
            if subject.kind == "mutant" and not item.stash[RESULT].passed:
                break  # one check that notices is enough
    return _Answer(checks, recorder.margins, time.monotonic() - began)


def load(config: pytest.Config, subject: Subject) -> Submission:
    """Load a program as a student's own is loaded, traps for forbidden calls included."""
    from grader.candidate.executor import Executor
    from grader.candidate.loader import Namespace
    from grader.candidate.traps import Traps
    from grader.plugin.local import LocalSession

    traps = Traps()
    traps.prepare(config.stash.get(FORBIDDEN, []))
    seconds = MUTANT_SECONDS if subject.kind == "mutant" else CALL_SECONDS
    return Submission(LocalSession(Executor(Namespace(subject.modules), traps=traps), seconds))
