"""Run the checks on many programs, several at a time."""

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from pathlib import Path

from grader.audit.service import Answer, Audits, AuditSettings, ProgramResults
from grader.audit.subjects import Subject
from grader.errors import GraderError
from grader.processes.pool import Pool


class AuditResult(ProgramResults, kw_only=True):
    """The results of one program's checks, with the program."""

    subject: Subject


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

    Those with checks that lacked processor time are checked again after all others, one at a time.

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
                answers = [future.result() for future in begun]
                for place, answer in enumerate(answers):
                    if answer.lacking:
                        answers[place] = pool.submit(subjects[place]).result()
        except GraderError as error:
            said = Path(log.name).read_bytes().decode("utf-8", "replace")[-2000:]
            raise GraderError(f"pytest cannot run the checks: {error}\n{said}") from None
    fields = ProgramResults.__struct_fields__
    return [
        AuditResult(subject=subject, **{name: getattr(answer, name) for name in fields})
        for subject, answer in zip(subjects, answers, strict=True)
    ]
