"""One run of `nbgrader autograde`: a warm examiner for all its submissions, the seed, and where verdicts are kept.

Verdicts go to `examined/<assignment>/` in the course: run.json with the seed, which is drawn once per assignment, one
verdict per student, and log.txt. They are not placed beside the notebooks, because nbgrader would copy them, seed
included, to the feedback that students get.
"""

import weakref
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path

from grader.course.root import find_root
from grader.errors import GraderError
from grader.examiner.isolation import has_fork, require_isolation
from grader.examiner.worker_protocol import Job, unexamined
from grader.grading.run import GradingRun, RunSettings
from grader.grading.store import Store
from grader.intake.names import file_names
from grader.protocol.source import Module
from grader.protocol.text import sound
from grader.results.verdict import INCOMPLETE, Verdict

FOLDER = "examined"
OPTION = 'c.ExaminerExecute.isolation = "{}" in nbgrader_config.py'


class AutogradeRun:
    """Examines the submissions of one assignment: `prepare`, `wait`, then `examine` each, or `begin` it early."""

    def __init__(self, settings: RunSettings) -> None:
        self.settings = settings
        self.assignment = ""
        self.grading: GradingRun | None = None
        self.early: dict[tuple[str, str], Future[Verdict]] = {}  # by student and digest: verdicts to come

    def prepare(self, course: Path, assignment: str, stays: Callable[[str], bool] = lambda student: False) -> None:
        """Begin with an assignment of the course in a folder; `stays` says whose earlier grade is not made anew.

        Raises GraderError if candidates cannot be isolated, the lesson has no checks, or a part of the class would be
        graded with trainings and another without.
        """
        if self.grading is not None and self.assignment == assignment:
            return
        self.close()
        isolation = require_isolation(self.settings.isolation, OPTION)
        store = Store(course / FOLDER / assignment, "grade another assignment")
        if self.settings.training:
            _forbid_mixing(store, assignment, stays)
        store.verdicts.mkdir(parents=True, exist_ok=True)
        settings = RunSettings(
            lesson=self.settings.lesson or assignment, jobs=1, seed=self.settings.seed,
            isolation=self.settings.isolation, training=self.settings.training, limits=self.settings.limits,
            spawn=not has_fork(),
        )  # fmt: skip
        log = (store.folder / "log.txt").open("ab")
        try:
            self.grading = GradingRun(find_root(course), settings, store, isolation, log)
        except GraderError:
            log.close()
            raise
        self.grading.pool.begin()  # it warms up while nbgrader imports
        self.assignment = assignment

    @property
    def run(self) -> GradingRun:
        """The grading run, once it is prepared."""
        assert self.grading is not None
        return self.grading

    def wait(self) -> None:
        """Wait until the examiner is ready; raises GraderError if the checks cannot be run."""
        self.run.wait()

    def grow(self, workers: int) -> None:
        """Have this many workers from now on, but no more than the settings allow."""
        self.run.pool.grow(min(workers, self.settings.jobs))

    def begin(self, student: str, modules: list[Module]) -> None:
        """Begin to examine a submission whose verdict will be wanted soon, in parallel with others."""
        job = self._job(student, modules)
        self.early[student, job.digest] = self.run.submit(job)

    def begun(self, student: str, modules: list[Module]) -> bool:
        """Return whether the examination of exactly this has begun early."""
        return (student, self._job(student, modules).digest) in self.early

    def examine(self, student: str, modules: list[Module]) -> Verdict:
        """Return the verdict on a submission; whatever goes wrong, there is a verdict.

        One that lacked processor time is examined again, after what has been begun early and so alone.
        """
        job = self._job(student, modules)
        verdict = self.early.pop((student, job.digest), None)
        if verdict is None:  # not begun early, or nbgrader turned it into something other than predicted
            verdict = self.run.submit(job)
        try:
            found = verdict.result()
            if found.status == INCOMPLETE:
                wait(self.early.values())
                found = self.run.submit(job).result()
            return found
        except GraderError as error:
            ready = self.run.service.ready
            why = f"the examination broke off: {error}"
            return unexamined(ready.checks if ready else [], self.run.service.settings, job, why)

    def _job(self, student: str, modules: list[Module]) -> Job:
        return self.run.job(sound(student), modules)

    def refuse(self, student: str, status: str, why: str) -> Verdict:
        """Return the verdict on a submission that cannot be examined."""
        return self.run.refuse(student, status, why)

    def earlier(self, student: str, notebook: str) -> Verdict | None:
        """Return the verdict on a student's notebook that has been saved before, None if there is none."""
        return self.run.store.load(file_of(student, notebook, self.assignment))

    def keep(self, student: str, notebook: str, verdict: Verdict) -> Path:
        """Save a verdict and return its path."""
        file = file_of(student, notebook, self.assignment)
        self.run.store.save(file, verdict)
        return self.run.store.verdicts / f"{file}.json"

    def close(self) -> None:
        """End the workers."""
        grading, self.grading = self.grading, None
        self.early.clear()
        if grading is not None:
            grading.close(at_once=True)
            grading.log.close()


def file_of(student: str, notebook: str, assignment: str) -> str:
    """Return the name, without suffix, of the file with the verdict on a student's notebook."""
    return file_names([(student if notebook == assignment else f"{student} {notebook}").encode()])[0]


def _forbid_mixing(store: Store, assignment: str, stays: Callable[[str], bool]) -> None:
    """Raise GraderError if there are students who stay as they are, without trainings, while others get them.

    They are known by their verdicts: the record is of the newest run, which may have been broken off.
    """
    stay = [student for student in store.without_trainings() if stays(student)]
    if stay:
        old = store.earlier()
        go_on = "go on so with --ExaminerExecute.training=False, or " if old is not None and not old.training else ""
        names = ", ".join(stay[:3]) + (f" and {len(stay) - 3} more" if len(stay) > 3 else "")
        raise GraderError(
            f"{names} of {assignment} {'was' if len(stay) == 1 else 'were'} graded without the checks that train a "
            f"model, and nobody else would be; {go_on}grade everybody again, with them: "
            f"nbgrader autograde {assignment} --force"
        )


_runs: "weakref.WeakKeyDictionary[object, AutogradeRun]" = weakref.WeakKeyDictionary()


def run_for(owner: object, settings: RunSettings) -> AutogradeRun:
    """Return the run that belongs to `owner`, nbgrader's object for one command; it ends with that, or at exit."""
    run = _runs.get(owner)
    if run is None:
        run = _runs[owner] = AutogradeRun(settings)
        weakref.finalize(owner, run.close)
    return run
