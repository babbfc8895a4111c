"""An audit's worker: pytest collects the checks once, then every program is checked in a fork.

It runs as a process of its own and speaks JSON lines: `AuditSettings` first, then one `Subject` per program on standard
input; a line once it is ready, then one `Answer` per line on standard output. The bank's programs are the course's own
or an instructor's; a fork for each keeps a broken one from disturbing the next, and is no sandbox.
"""

import contextlib
import importlib
import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest

from grader.audit.margins import MarginRecorder, recording
from grader.audit.service import Answer, AuditSettings
from grader.audit.subjects import Subject
from grader.candidate.loader import Namespace
from grader.checks.submission import Submission
from grader.course import running
from grader.examiner.isolation import has_fork
from grader.plugin.local import local_session
from grader.plugin.markers import exercise_of
from grader.plugin.stash import PROVIDER, RESULT, SEED
from grader.processes.fork import Fork, ForkError
from grader.processes.parent import die_with_parent
from grader.results.check import NO_PROCESSOR

WARM = ("numpy.random", "sympy", "hypothesis.internal.conjecture.engine")  # or every fork would import them again
CALL_SECONDS = 10
MUTANT_SECONDS = 3  # an endless loop is a common change, and memory fills while it runs
MEMORY = 6 * 2**30  # bytes of data, so that an endless loop cannot fill the machine


class AuditLoop:
    """A pytest plugin that replaces pytest's loop over checks by a loop over programs."""

    def __init__(self, settings: AuditSettings, programs: BinaryIO, answers: BinaryIO) -> None:
        self.settings, self.programs, self.answers = settings, programs, answers

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Check the programs that arrive until there are no more."""
        import torch

        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} errors while collecting")
        torch.set_num_threads(1)  # threads do not survive a fork
        for name in WARM:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        self.say(b"{}")
        for line in self.programs:
            self.say(msgspec.json.encode(self.answer(session, msgspec.json.decode(line, type=Subject))))
        return True

    def answer(self, session: pytest.Session, subject: Subject) -> Answer:
        """Check a program in a fork, or here if forking is not possible."""
        if not has_fork():
            return check_subject(session, subject)
        fork = Fork(lambda: msgspec.json.encode(_check_muted(session, subject)))
        try:
            return msgspec.json.decode(fork.answer(self.settings.seconds), type=Answer)
        except ForkError as error:
            return Answer(label=subject.label, error=f"no result: the process {error}")

    def say(self, line: bytes) -> None:
        """Write a line."""
        self.answers.write(line + b"\n")
        self.answers.flush()


def check_subject(session: pytest.Session, subject: Subject) -> Answer:
    """Run the checks that concern a program, in this process."""
    from _pytest.runner import runtestprotocol

    began = time.monotonic()
    session.config.stash[PROVIDER] = lambda lesson: load(session.config, subject)
    session.config.stash[SEED] = subject.seed
    items = [item for item in session.items if concerns(subject, item)]
    recorder, checks = MarginRecorder(), []
    with recording(recorder):
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.stash[RESULT] = known = item.stash[RESULT].afresh()
            recorder.check = known.check
            runtestprotocol(item, log=False, nextitem=following)
            checks.append(known)
            if subject.kind == "mutant" and not known.passed and known.reason != NO_PROCESSOR:
                break  # one check that notices it is enough
    seconds = time.monotonic() - began
    return Answer(label=subject.label, checks=checks, margins=recorder.margins, seconds=seconds)


def concerns(subject: Subject, item: pytest.Item) -> bool:
    """Return whether a check is among those that the program has to be tested with."""
    return item.path.parent.name == subject.lesson and (
        subject.exercises is None or exercise_of(item) in subject.exercises
    )


def _check_muted(session: pytest.Session, subject: Subject) -> Answer:
    """Check a program in a process without output: programs under audit may print what they like."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    with contextlib.suppress(ImportError, ValueError, OSError):  # a lower limit that holds already
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    return check_subject(session, subject)


def load(config: pytest.Config, subject: Subject) -> Submission:
    """Load a program in the way that a student's is loaded, including traps for forbidden calls."""
    seconds = MUTANT_SECONDS if subject.kind == "mutant" else CALL_SECONDS
    return Submission(local_session(config, lambda: Namespace(subject.modules), seconds=seconds), subject.modules)


def main() -> int:
    """Read the settings, then serve."""
    die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever pytest says goes to standard error
    programs = sys.stdin.buffer
    settings = msgspec.json.decode(programs.readline(), type=AuditSettings)
    folders = [Path(settings.root) / "exercises" / lesson for lesson in settings.lessons]
    options = ["-q", "-s", *([] if settings.training else ["-m", "not training"])]
    arguments = running.arguments(folders, settings.root, without=("cacheprovider", "faulthandler"))
    with running.undisturbed(), contextlib.suppress(BrokenPipeError):
        return int(pytest.main([*arguments, *options], plugins=[AuditLoop(settings, programs, answers)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
