"""What lies beside a submission that an instructor looks at configures nothing, runs nowhere and proves nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.course.files import digest
from grader.intake.expected import expected
from grader.intake.local import read_submission
from grader.plugin.passed_thresholds import KEY, PassedThresholds
from grader.sandbox import probe, sufficient

ROOT = Path(__file__).parents[2]


def test_a_shipped_configuration_and_cache_have_no_effect(tmp_path):
    handed_in, mark = tmp_path / "ann", tmp_path / "mark"
    handed_in.mkdir()
    shutil.copy(ROOT / "solutions/lesson5/wavenet.py", handed_in)
    runs = f"from pathlib import Path\nPath({str(mark)!r}).write_text('ran')\n"
    for name in ("conftest.py", "sitecustomize.py", "usercustomize.py", "torch.py", "hypothesis.py"):
        (handed_in / name).write_text(runs)
    (handed_in / "pytest.ini").write_text("[pytest]\naddopts = -p no:grader\n")
    (handed_in / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = ["--collect-only"]\n')
    checks = ROOT / "exercises/lesson5/test_smooth.py"
    command = [sys.executable, "-m", "pytest", checks, "--against", handed_in, "-q", "-p", "no:cacheprovider"]
    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=surroundings)
    assert done.returncode == 0, done.stdout
    assert "3/3" in done.stdout
    assert not mark.exists()


WITHOUT_A_NETWORK = """

class WaveNet:
    def __init__(self, *arguments):
        raise ValueError("no network")
"""


@pytest.fixture
def forged(tmp_path):
    """A submission without a network, with a cache beside it in which every threshold has been passed by this code."""
    handed_in = tmp_path / "in" / "ann"
    handed_in.mkdir(parents=True)
    text = (ROOT / "solutions/lesson5/wavenet.py").read_text("utf-8") + WITHOUT_A_NETWORK
    (handed_in / "wavenet.py").write_text(text)
    kept: dict[str, list[str]] = {}
    cache = SimpleNamespace(get=kept.get, set=kept.__setitem__)
    content = digest(read_submission(handed_in, expected(ROOT, "lesson5")))
    passed = PassedThresholds(SimpleNamespace(cache=cache), ROOT, content)  # type: ignore[arg-type]
    checks = re.findall(r"\ndef (test_\w+)", (ROOT / "exercises/lesson5/test_wavenet.py").read_text("utf-8"))
    for name in checks:
        passed.note(SimpleNamespace(passed=True, check=f"lesson5/test_wavenet.py::{name}"))  # type: ignore[arg-type]
    file = handed_in / ".pytest_cache" / "v" / KEY
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(kept[KEY]))
    return handed_in


def trained(handed_in, cache):
    """Run the checks that train, with a cache; return what was said."""
    checks = ROOT / "exercises/lesson5/test_wavenet.py"
    command = [sys.executable, "-m", "pytest", checks, "-m", "training", "--against", handed_in]
    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run([*command, "-o", f"cache_dir={cache}"], cwd=ROOT, capture_output=True, text=True, timeout=300,
                          env=surroundings)  # fmt: skip
    return done.stdout


def test_a_forged_memory_of_thresholds_is_believed_in_ones_own_cache_only(forged, tmp_path):
    assert "All checks that were run pass" in trained(forged, forged / ".pytest_cache")
    said = trained(forged, tmp_path / "own")
    assert "All checks that were run pass" not in said
    assert "no network" in said


@pytest.mark.skipif(not sufficient(probe()), reason=str(probe()))
def test_a_forged_memory_of_thresholds_gives_no_points_in_a_graded_run(forged, tmp_path):
    command = [sys.executable, "-m", "grader", "grade", forged.parent, "--lesson", "lesson5", "--out", tmp_path / "out"]
    subprocess.run([*map(str, command)], cwd=ROOT, check=True, capture_output=True, timeout=500)
    verdict = json.loads((tmp_path / "out/verdicts/ann.json").read_text("utf-8"))
    training = [check for check in verdict["checks"] if check["training"]]
    assert len(training) > 1
    assert {check["status"] for check in training} == {"failed"}
    assert not any(check["remembered"] for check in verdict["checks"])
