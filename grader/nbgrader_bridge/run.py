"""One run of `nbgrader autograde`: a warm examiner for all its submissions, the seed, and where verdicts are kept.

Verdicts go to `examined/<assignment>/` in the course: run.json with the seed, which is drawn once for an assignment, a
verdict a student, and log.txt. They are not put beside the notebooks: from there nbgrader would copy them, seed
included, to the feedback that students get.
"""

import contextlib
import re
import weakref
from pathlib import Path
from typing import IO

import msgspec

from grader.candidate.loader import Module
from grader.errors import GraderError
from grader.examiner.batch.isolation import has_fork, require_isolation
from grader.examiner.batch.pool import Pool
from grader.examiner.batch.run import check_lesson
from grader.examiner.batch.store import Store
from grader.examiner.batch.text import file_names
from grader.examiner.fingerprint import content_digest, examiner_digest, join
from grader.examiner.limits import Limits
from grader.examiner.orders import Job, Order, unexamined
from grader.examiner.verdict import Verdict, versions
from grader.layout import find_root

FOLDER = "examined"


class Settings(msgspec.Struct, frozen=True):
    """What ExaminerExecute is configured with; see its traits."""

    lesson: str = ""
    isolation: str = "auto"
    training: bool = True
    seed: int | None = None
    limits: Limits = Limits()


class Run:
    """Examines the submissions of one assignment after each other. Nothing is started before `prepare`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.isolation = ""
        self.assignment = ""
        self.pool: Pool | None = None
        self.log: IO[bytes] | None = None

    def prepare(self, course: Path, assignment: str) -> None:
        """Begin with an assignment of the course in a folder.

        Raises GraderError when candidates cannot be isolated, the lesson has no checks or they cannot be run.
        """
        if self.pool is not None and self.assignment == assignment:
            return
        self.close()
        settings = self.settings
        self.isolation = _require_isolation(settings.isolation)
        root = find_root(course)
        lesson = settings.lesson or assignment
        check_lesson(root, lesson)
        self.store = Store(course / FOLDER / assignment)
        self.store.verdicts.mkdir(parents=True, exist_ok=True)
        self.record = self.store.record(lesson, settings.seed)
        checks = root / "exercises" / lesson
        self.order = Order(
            lesson, str(checks), self.record.seed, settings.isolation, settings.training, settings.limits,
            spawn=not has_fork(),
        )  # fmt: skip
        options = [settings.isolation, self.isolation, *([] if settings.training else ["no training"])]
        self.examiner = examiner_digest(checks, settings.limits, options)
        self.log = open(self.store.folder / "log.txt", "ab")  # noqa: SIM115
        self.pool = Pool(self.order, 1, self.log)
        self.assignment = assignment
        ready = self.pool.start()
        self.record.exercises, self.record.examiner = ready.exercises(), self.examiner
        self.record.isolation = self.isolation
        self.store.keep(self.record)

    def examine(self, student: str, modules: list[Module]) -> Verdict:
        """Return the verdict for a submission; whatever goes wrong, it is a verdict, and it is kept."""
        assert self.pool is not None
        job = Job(student, join(content_digest(modules), self.examiner), modules)
        found: list[Verdict] = []
        try:
            self.pool.examine(iter([job]), found.append)
        except (GraderError, OSError, msgspec.MsgspecError) as error:
            checks = self.pool.ready.checks if self.pool.ready else []
            found = [unexamined(checks, self.order, job, f"the examination broke off: {error}")]
            self._restart()
        return found[0]

    def refuse(self, student: str, status: str, why: str) -> Verdict:
        """Return the verdict for what cannot be examined."""
        return Verdict(
            student=student, lesson=self.order.lesson, status=status, detail=why, seed=self.record.seed,
            isolation=self.isolation, max_points=sum(self.record.exercises.values()), versions=versions(),
        )  # fmt: skip

    def keep(self, student: str, notebook: str, verdict: Verdict) -> Path:
        """Write a verdict and return where."""
        name = student if notebook == self.assignment else f"{student} {notebook}"
        file = file_names([name.encode()])[0]
        self.store.save(file, verdict)
        return self.store.verdicts / f"{file}.json"

    def _restart(self) -> None:
        """Drop what may be in an unknown state; the next submission gets a new worker."""
        assert self.pool is not None
        assert self.log is not None
        ready = self.pool.ready
        self.pool.__exit__(RuntimeError, None, None)
        self.pool = Pool(self.order, 1, self.log)
        self.pool.ready = ready

    def close(self) -> None:
        """End the worker."""
        pool, self.pool = self.pool, None
        if pool is not None:
            with contextlib.suppress(OSError):
                pool.__exit__(None, None, None)
        if self.log is not None:
            self.log.close()


def _require_isolation(mode: str) -> str:
    """Return the sentence on isolation; raises GraderError in the words of nbgrader_config.py."""
    try:
        return require_isolation(mode).replace("--isolation", "isolation =")
    except GraderError as error:
        text = re.sub(r"--isolation (\w+)", r'c.ExaminerExecute.isolation = "\1" in nbgrader_config.py', str(error))
        raise GraderError(text) from None


_runs: "weakref.WeakKeyDictionary[object, Run]" = weakref.WeakKeyDictionary()


def run_for(owner: object, settings: Settings) -> Run:
    """Return the run that belongs to `owner`, nbgrader's object for one command; it ends with it, or at exit."""
    run = _runs.get(owner)
    if run is None:
        run = _runs[owner] = Run(settings)
        weakref.finalize(owner, run.close)
    return run
