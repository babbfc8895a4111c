"""What decides a verdict is in its digest; nothing of the caller's environment does."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import REFERENCE, grade
from .test_nothing_passes_by_default import SAME

ROOT = Path(__file__).parents[2]
PLUGIN = "def pytest_collection_modifyitems(items):\n    del items[1:]\n"


def verdict(root: Path) -> dict[str, object]:
    return json.loads((root / "graded/verdicts/anna.json").read_text())


def test_options_plugins_settings_and_paths_of_the_caller_change_neither_points_nor_digest(write_course, tmp_path):
    root = write_course(SAME, REFERENCE)
    grade(root)
    expected = verdict(root)
    assert (expected["score"], expected["max_score"]) == (4, 4)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "dropping.py").write_text(PLUGIN)
    (tmp_path / "elsewhere" / "torch.py").write_text("raise ImportError('another torch')\n")
    (root / "pytest.ini").write_text("[pytest]\naddopts = -k double\n")
    (root / "conftest.py").write_text(PLUGIN)
    shutil.rmtree(root / "graded")
    surroundings = {"PYTEST_ADDOPTS": "-k gpu", "PYTEST_PLUGINS": "dropping", "PYTHONHASHSEED": "5"}
    words = [
        "-m",
        "grader",
        "grade",
        "submissions",
        "--lesson",
        "lesson1",
        "--out",
        "graded",
        "--seed",
        expected["seed"],
    ]
    subprocess.run(
        [sys.executable, *map(str, words)], cwd=root, check=True, capture_output=True,
        env={**os.environ, **surroundings, "PYTHONPATH": ""},
    )  # fmt: skip
    found = verdict(root)
    assert (found["score"], found["max_score"], found["digest"]) == (4, 4, expected["digest"])


def test_a_candidate_runs_the_grader_that_asks_it_though_another_one_is_installed(tmp_path):
    for name in ("grader", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "grader/candidate/loader.py").open("a") as file:
        file.write("\n# another checkout\n")
    program = (
        "import grader\nfrom grader.examiner.fork_server import ForkServer\n"
        "with ForkServer('none') as server:\n    print(grader.__file__, server.summary)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert said.stdout.startswith(str(tmp_path)), said.stderr
    assert "NOT ISOLATED" in said.stdout


def test_a_candidate_that_runs_another_grader_is_refused(monkeypatch):
    import pytest

    from grader.errors import GraderError
    from grader.examiner import fork_server

    monkeypatch.setattr(fork_server, "candidate_digest", lambda: "another")
    with pytest.raises(GraderError, match="runs another copy of the grader"), fork_server.ForkServer("none"):
        pass
