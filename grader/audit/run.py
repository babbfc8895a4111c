"""Run the checks on many programs, several at a time."""

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from pathlib import Path

import msgspec

from grader.audit.margins import Margins
from grader.audit.service import Answer, Audits, AuditSettings
from grader.audit.subjects import Subject
from grader.errors import GraderError
from grader.processes.pool import Pool
from grader.results.check import CheckResult


class AuditResult(msgspec.Struct, kw_only=True):
    """The results of one program's checks. `error` says why there are none."""

    subject: Subject
    checks: list[CheckResult] = []
    margins: Margins = {}
    error: str = ""
    seconds: float = 0.0


def run_audit(
    root: Path,
    lessons: Sequence[str],
    subjects: Sequence[Subject],
    *,
    training: bool = False,
    jobs: int = 2,
    seconds: float = 300,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[AuditResult]:
    """Check every subject and return the results in the same order.

    Args:
        root: The root of the course.
        lessons: The lessons whose checks are collected.
        subjects: The programs.
        training: Whether to include the checks that train a model.
        jobs: How many programs are checked at a time.
        seconds: The time limit of one subject.
        progress: Called as `progress(done, total)` after every subject.

    Raises:
        GraderError: With what pytest says, if it cannot collect the checks.

    """
    if not subjects:
        return []
    settings = AuditSettings(str(root), list(lessons), training, seconds)
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        pool: Pool[Subject, Answer] = Pool(Audits(settings, log), min(jobs, len(subjects)), log)
        try:
            with pool:
                pool.wait()
                begun = [pool.submit(subject) for subject in subjects]
                for done, _ in enumerate(as_completed(begun), 1):
                    progress(done, len(subjects))
        except GraderError as error:
            said = Path(log.name).read_bytes().decode("utf-8", "replace")[-2000:]
            raise GraderError(f"pytest cannot run the checks: {error}\n{said}") from None
    return [result_of(subject, future.result()) for subject, future in zip(subjects, begun, strict=True)]


def result_of(subject: Subject, answer: Answer) -> AuditResult:
    """Return a worker's answer as a result."""
    return AuditResult(
        subject=subject, checks=answer.checks, margins=answer.margins, error=answer.error, seconds=answer.seconds
    )
