"""Several workers share a class."""

from pathlib import Path

from grader.examiner.service import Examinations
from grader.examiner.worker_protocol import ExaminerSettings, Job
from grader.processes.pool import Pool
from grader.protocol.source import Cell, Module

CHECK = """
import pytest

pytestmark = pytest.mark.exercise("slow")

def test_it_takes_its_time(submission):
    assert submission.slow() == 1
"""
SLOW = "import time\n\ndef slow():\n    time.sleep(0.5)\n    return 1\n"


def test_two_jobs_are_two_workers_and_every_submission_is_examined_once(tmp_path: Path):
    checks = tmp_path / "exercises" / "lesson9"
    checks.mkdir(parents=True)
    (checks / "test_slow.py").write_text(CHECK)
    jobs = [Job(f"student{n}", f"{n}", [Module("slow", [Cell("slow.py", SLOW)])]) for n in range(20)]
    with open(tmp_path / "log.txt", "wb") as log:
        service = Examinations(ExaminerSettings("lesson9", str(checks), seed=1), log)
        with Pool(service, 2, log) as pool:
            found = [future.result() for future in [pool.submit(job) for job in jobs]]
            assert len(pool.workers) == 2
    assert sorted(verdict.student for verdict in found) == sorted(job.student for job in jobs)
    assert {check.status for verdict in found for check in verdict.checks} == {"passed"}
