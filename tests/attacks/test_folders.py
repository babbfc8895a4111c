"""A hostile folder has its row and costs nobody else theirs, in every mode and as every user."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from grader.sandbox import probe, sufficient

sys.path.append(str(Path(__file__).parents[1]))

from intake.hostile_files import FILES

from corpus import ROOT, base_source, reference_source
from driver import MODES, ORDINARY, USERS, as_user
from folders import FOLDERS

HONEST = ("aaron", "honest0", "zoe")


@pytest.fixture
def folder():
    """Return a folder that anybody may write to; those of pytest are closed to other users."""
    made = Path(tempfile.mkdtemp(prefix="class-"))
    made.chmod(0o777)
    yield made
    subprocess.run(["chmod", "-R", "u+rwX", made], check=False)
    shutil.rmtree(made, ignore_errors=True)
    subprocess.run(["rm", "-rf", made], check=False)  # deeper than Python can name


def make(folder: Path, names: list[str], uid: int | None) -> dict[str, tuple[str, ...]]:
    """Write the class as the user who is going to grade it; return the statuses that are right."""
    expected = dict.fromkeys(HONEST, ("graded",))
    for name in HONEST:
        (folder / name).mkdir()
        (folder / name / "wavenet.py").write_text(f"{reference_source()}\n# {name}\n")
    for name in names:
        expected |= FOLDERS[name](folder, base_source("stub"))
    for number, files in enumerate(FILES.values()):  # the reader is for each of them what it is for the others
        own = folder / f"file{number}"
        own.mkdir()
        for file, content in files.items():
            (own / file.replace("layers", "wavenet")).write_bytes(content())
        expected[own.name] = ("graded", "unreadable", "empty")
    if uid is not None:
        expected["locked"] = ("unreadable",)
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                os.chown(path, uid, uid)
    return expected


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("user", USERS)
def test_a_class_with_every_hostile_folder_in_it_is_graded_whole(folder, mode, user):
    if mode == "strict" and shutil.which("bwrap") is None:
        pytest.skip("strict isolation needs bubblewrap: apt-get install bubblewrap")
    if not sufficient(probe()):
        pytest.skip(str(probe()))
    uid = ORDINARY if user == "ordinary" else None
    (folder / "in").mkdir()
    expected = make(folder / "in", list(FOLDERS), uid)
    command = [sys.executable, "-m", "grader", "grade", str(folder / "in"), "--lesson", "lesson5", "--out",
               str(folder / "out"), "--no-training", "--isolation", mode]  # fmt: skip
    environment = {**os.environ, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([*as_user(uid), *command], cwd=ROOT, capture_output=True, text=True, timeout=900,
                         env=environment)  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    with (folder / "out/grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    alike = {name: rows.pop(name) for name in list(rows) if "Alice" in name}
    assert len(alike) == 2
    assert not any(name.startswith("=") for name in alike)
    assert all("the name is the same as that of" in row["notes"] for row in alike.values())
    assert rows.keys() == expected.keys()
    assert {name: row["status"] for name, row in rows.items() if row["status"] not in expected[name]} == {}
    assert {row["score"] for name, row in rows.items() if name in HONEST} == {rows["zoe"]["max_score"]}
    assert all(not float(row["score"] or 0) for name, row in rows.items() if name not in HONEST)
    shown = [line for line in run.stdout.splitlines() if "AAAA" in line]
    assert len({line.split()[0] for line in shown}) == len(shown)
