"""One run of `nbgrader autograde`: a warm examiner for all its submissions, the seed, and where verdicts are kept.

Verdicts go to `examined/<assignment>/` in the course: run.json with the seed, which is drawn once for an assignment, a
verdict a student, and log.txt. They are not put beside the notebooks: from there nbgrader would copy them, seed
included, to the feedback that students get.
"""

import re
import weakref
from concurrent.futures import Future
from pathlib import Path
from typing import IO

import msgspec

from grader.course.root import find_root
from grader.errors import GraderError
from grader.examiner.fingerprint import content_digest, examiner_digest, join
from grader.examiner.isolation import has_fork, require_isolation
from grader.examiner.limits import Limits
from grader.examiner.orders import Job, Order
from grader.grading.run import check_lesson
from grader.grading.store import Store
from grader.intake.names import file_names
from grader.nbgrader_bridge.examiners import Examiners
from grader.protocol.source import Module
from grader.protocol.text import sound
from grader.results.verdict import Verdict, make_verdict

FOLDER = "examined"


class Settings(msgspec.Struct, frozen=True):
    """What ExaminerExecute is configured with; see its traits."""

    lesson: str = ""
    isolation: str = "auto"
    training: bool = True
    seed: int | None = None
    limits: Limits = Limits()
    jobs: int = 1


class Run:
    """Examines the submissions of one assignment: `prepare`, `wait`, then `examine` each, or `begin` it early."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.isolation = ""
        self.assignment = ""
        self.examiners: Examiners | None = None
        self.early: dict[tuple[str, str], Future[Verdict]] = {}  # by student and digest: verdicts to come
        self.log: IO[bytes] | None = None

    def prepare(self, course: Path, assignment: str) -> None:
        """Begin with an assignment of the course in a folder.

        Raises GraderError when candidates cannot be isolated or the lesson has no checks.
        """
        if self.examiners is not None and self.assignment == assignment:
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
        self.examiners = Examiners(self.order, self.log)
        self.assignment = assignment

    def wait(self) -> None:
        """Wait until the examiner is ready; raises GraderError when the checks cannot be run."""
        assert self.examiners is not None
        if self.examiners.ready is None:
            ready = self.examiners.wait()
            self.record.exercises, self.record.examiner = ready.exercises(), self.examiner
            self.record.isolation = self.isolation
            self.store.keep(self.record)

    def grow(self, workers: int) -> None:
        """Have this many workers from now on, as far as the settings allow it."""
        assert self.examiners is not None
        self.examiners.grow(min(workers, self.settings.jobs))

    def begin(self, student: str, modules: list[Module]) -> None:
        """Have a submission examined that will soon be asked for, side by side with others."""
        assert self.examiners is not None
        job = self._job(student, modules)
        self.early[student, job.digest] = self.examiners.begin(job)

    def begun(self, student: str, modules: list[Module]) -> bool:
        """Has the examination of just this been begun early?"""
        return (student, self._job(student, modules).digest) in self.early

    def examine(self, student: str, modules: list[Module]) -> Verdict:
        """Return the verdict for a submission; whatever goes wrong, it is a verdict."""
        assert self.examiners is not None
        job = self._job(student, modules)
        verdict = self.early.pop((student, job.digest), None)
        if verdict is None:  # or else nbgrader made of it what was foreseen
            verdict = self.examiners.begin(job)
        return verdict.result()

    def _job(self, student: str, modules: list[Module]) -> Job:
        return Job(sound(student), join(content_digest(modules), self.examiner), modules)

    def refuse(self, student: str, status: str, why: str) -> Verdict:
        """Return the verdict for what cannot be examined."""
        return make_verdict(
            student, self.order.lesson, self.record.seed, status=status, detail=why, isolation=self.isolation,
            max_points=sum(self.record.exercises.values()),
        )  # fmt: skip

    def keep(self, student: str, notebook: str, verdict: Verdict) -> Path:
        """Write a verdict and return where."""
        name = student if notebook == self.assignment else f"{student} {notebook}"
        file = file_names([name.encode()])[0]
        self.store.save(file, verdict)
        return self.store.verdicts / f"{file}.json"

    def close(self) -> None:
        """End the workers."""
        examiners, self.examiners = self.examiners, None
        self.early.clear()
        if examiners is not None:
            examiners.close()
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
