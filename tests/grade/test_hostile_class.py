"""What one student hands in, in whatever state, costs nobody else a row and shows nobody else's name."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from grader.examiner.worker_protocol import Job
from grader.grading.classroom import Classroom
from grader.grading.run import GradingRun, RunSettings
from grader.grading.store import Store
from grader.results.row import Row
from grader.results.verdict import Verdict, make_verdict


def grade_class(
    course: Path, subs: Path, out: Path, begin: Callable[[], None] | None = None
) -> dict[str, dict[str, str]]:
    """Grade, after `begin` in the new process, and return the rows by student."""
    command = [sys.executable, "-m", "grader", "grade", *map(str, [subs, "--lesson", "lesson1", "--out", out])]
    run = subprocess.run(
        command, cwd=course, capture_output=True, text=True, timeout=300, preexec_fn=begin
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def hand_in(subs: Path, student: str, source: str) -> Path:
    (subs / student).mkdir(parents=True)
    (subs / student / "layers.py").write_text(source)
    return subs / student


@pytest.mark.skipif(sys.platform != "linux", reason="modes and capabilities as on Linux")
def test_a_folder_that_may_not_be_entered_costs_nobody_else_a_grade(course, right, tmp_path, as_ordinary_user):
    subs = tmp_path / "subs"
    for student in ("alice", "locked", "not_searched", "zoe"):
        hand_in(subs, student, right)
    (subs / "loop").symlink_to("loop")
    (subs / "locked").chmod(0o000)
    (subs / "not_searched").chmod(0o444)
    rows = grade_class(course, subs, tmp_path / "out", as_ordinary_user)
    (subs / "locked").chmod(0o755)
    assert {name: (row["score"], row["status"]) for name, row in rows.items()} == {
        "alice": ("6", "graded"),
        "locked": ("", "unreadable"),
        "loop": ("", "unreadable"),
        "not_searched": ("", "unreadable"),
        "zoe": ("6", "graded"),
    }
    assert "the folder locked cannot be read: Permission denied" in rows["locked"]["notes"]


def test_a_folder_that_looks_like_results_has_a_row_unless_a_run_here_has_written_it(course, right, tmp_path):
    subs = tmp_path / "subs"
    hand_in(subs, "anna", right)
    assert set(grade_class(course, subs, subs / "earlier")) == {"anna"}
    mallory = hand_in(subs, "mallory", right)
    (mallory / "verdicts").mkdir()
    (mallory / "run.json").write_text(json.dumps({"lesson": "lesson1", "seed": 1, "inode": 7}))
    shutil.copytree(subs / "earlier", subs / "copied")
    rows = grade_class(course, subs, tmp_path / "out")
    assert {name: row["status"] for name, row in rows.items()} == {
        "anna": "graded",
        "copied": "unreadable",
        "mallory": "unreadable",
    }
    assert "hand in only your own work" in rows["mallory"]["notes"]


class Screen:
    """Shows nothing, and keeps the rows."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def begin(self, count: int, notes: Sequence[str]) -> None:
        """Show nothing."""

    def show(self, row: Row) -> None:
        """Keep the row."""
        self.rows[row.student] = row


class Decided(GradingRun):
    """A run whose examiner gives every submission the same status."""

    status = "graded"

    def submit(self, job: Job) -> "Future[Verdict]":
        """Return what is decided already."""
        done: Future[Verdict] = Future()
        done.set_result(make_verdict(job.student, "lesson1", 1, status=self.status, detail="a reason", max_points=6))
        return done


@pytest.mark.parametrize("status", ["graded", "failed", "incomplete"])
def test_no_students_page_names_another_student_whatever_the_status(course, right, tmp_path, status):
    for student in ("alice", "copycat", "zoe", "ZOE"):
        hand_in(tmp_path / "subs", student, right)
    store, screen = Store(tmp_path / "out"), Screen()
    with (
        store.locked(),
        (tmp_path / "log.txt").open("wb") as log,
        Decided(course, RunSettings(lesson="lesson1"), store, "none", log) as run,
    ):
        run.status = status
        Classroom(run, course, tmp_path / "subs", screen).grade()
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "out/feedback").glob("*.html")}
    assert len(pages) == 4
    for file, page in pages.items():
        others = {row.student for row in screen.rows.values() if row.file != file}
        assert [name for name in others if name in page] == []
    assert "as the submission of" in screen.rows["copycat"].note + screen.rows["copycat"].reason
    assert "the name is the same as that of" in screen.rows["zoe"].note + screen.rows["zoe"].reason
