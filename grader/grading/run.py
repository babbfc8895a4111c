"""A grading run: its settings, its record, its workers and the verdicts that it saves.

`grader grade` and `nbgrader autograde` are two front ends to it: they differ in where they find submissions and in what
they write besides the verdicts.
"""

import contextlib
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Self

import msgspec

from grader.course.check_files import require_whole
from grader.course.lesson import lesson_with_checks
from grader.examiner.fingerprint import content_digest, examiner_digest, join
from grader.examiner.limits import Limits
from grader.examiner.service import Examinations
from grader.examiner.worker_protocol import ExaminerSettings, Job
from grader.grading.store import Store
from grader.processes.pool import Pool
from grader.processes.python import require_libraries
from grader.protocol.source import Module
from grader.results.verdict import GRADED, Verdict, make_verdict


class RunSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What decides points in a run, and how many workers it has. Without a seed, one is drawn and recorded."""

    lesson: str
    jobs: int = 1
    seed: int | None = None
    isolation: str = "auto"
    training: bool = True
    limits: Limits = Limits()
    spawn: bool = False


class GradingRun:
    """Examines submissions of one lesson and saves their verdicts; use as a context manager, or `close` it.

    Raises GraderError if the lesson has no checks or the folder of `store` holds another lesson.
    """

    def __init__(self, root: Path, settings: RunSettings, store: Store, isolation: str, log: IO[bytes]) -> None:
        require_whole(root / "exercises" / lesson_with_checks(root, settings.lesson))
        require_libraries()
        self.settings, self.store, self.isolation, self.log = settings, store, isolation, log
        self.record = store.record(settings.lesson, settings.seed, settings.training)
        checks = root / "exercises" / settings.lesson
        examiner = ExaminerSettings(
            settings.lesson, str(checks), self.record.seed, settings.isolation, settings.training, settings.limits,
            spawn=settings.spawn,
        )  # fmt: skip
        options = [settings.isolation, isolation, *([] if settings.training else ["no training"])]
        self.examiner = examiner_digest(checks, settings.limits, [*options, *(["spawn"] if settings.spawn else [])])
        self.service = Examinations(examiner, log)
        self.pool: Pool[Job, Verdict] = Pool(self.service, settings.jobs, log)

    def job(self, student: str, modules: Sequence[Module]) -> Job:
        """Return what a worker needs to examine a submission."""
        return Job(student, join(content_digest(modules), self.examiner), list(modules))

    def submit(self, job: Job) -> "Future[Verdict]":
        """Have a submission examined when its turn comes."""
        return self.pool.submit(job)

    def wait(self) -> None:
        """Wait until a worker is ready and knows what the lesson is worth; raises GraderError if it cannot work."""
        self.pool.wait()
        self.note_lesson()

    def note_lesson(self) -> None:
        """Put into the record what a worker has said about the lesson."""
        ready = self.service.ready
        if ready is not None and self.record.examiner != self.examiner:
            self.record.exercises, self.record.examiner = ready.exercises(), self.examiner
            self.record.isolation = self.isolation
            self.store.keep(self.record)

    def worth(self) -> dict[str, float]:
        """Return what each exercise is worth: from the record, or from a worker."""
        if self.record.examiner != self.examiner:
            self.wait()
        return self.record.exercises

    def refuse(self, student: str, status: str, why: str) -> Verdict:
        """Return the verdict on a submission that cannot be examined."""
        return make_verdict(
            student, self.settings.lesson, self.record.seed, status=status, detail=why, isolation=self.isolation,
            max_points=sum(self.worth().values()), training=self.settings.training,
        )  # fmt: skip

    def known(self, file: str, student: str, digest: str) -> Verdict | None:
        """Return the verdict of an earlier run on the same content with the same examiner and seed."""
        old = self.store.load(file)
        if old is None or old.status not in GRADED or old.student != student:
            return None
        return old if (old.digest, old.seed) == (digest, self.record.seed) else None

    def close(self, at_once: bool = False) -> None:
        """End the workers; with `at_once`, do not wait for what they are doing."""
        with contextlib.suppress(OSError):
            self.pool.shutdown(cancel_futures=at_once)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None)
