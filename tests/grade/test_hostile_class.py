"""What one student hands in, in whatever state, costs nobody else a row and shows nobody else's name."""

import csv
import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DROP, OVERRIDE, SEARCH = 24, 1, 2  # PR_CAPBSET_DROP; what lets root enter any folder: CAP_DAC_OVERRIDE, _READ_SEARCH


def as_ordinary_user() -> None:
    """Have modes of files hold for root as for anybody, in the program that starts next."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None).prctl
        assert not any(prctl(DROP, capability, 0, 0, 0) for capability in (OVERRIDE, SEARCH))


def grade_class(course: Path, subs: Path, out: Path) -> dict[str, dict[str, str]]:
    """Grade as an ordinary user and return the rows by student."""
    command = [sys.executable, "-m", "grader", "grade", *map(str, [subs, "--lesson", "lesson1", "--out", out])]
    run = subprocess.run(
        command, cwd=course, capture_output=True, text=True, timeout=300, preexec_fn=as_ordinary_user
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def hand_in(subs: Path, student: str, source: str) -> Path:
    (subs / student).mkdir(parents=True)
    (subs / student / "layers.py").write_text(source)
    return subs / student


@pytest.mark.skipif(sys.platform != "linux", reason="modes and capabilities as on Linux")
def test_a_folder_that_may_not_be_entered_costs_nobody_else_a_grade(course, right, tmp_path):
    subs = tmp_path / "subs"
    for student in ("alice", "locked", "not_searched", "zoe"):
        hand_in(subs, student, right)
    (subs / "loop").symlink_to("loop")
    (subs / "locked").chmod(0o000)
    (subs / "not_searched").chmod(0o444)
    rows = grade_class(course, subs, tmp_path / "out")
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
