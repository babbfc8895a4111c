"""What `pytest` says in a learner's folder about what is named and not there: one sentence, and no traceback."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def only(tmp_path):
    """A learner's folder: a lesson's stubs and checks, and no pyproject.toml."""
    shutil.copytree(ROOT / "exercises/lesson5", tmp_path / "course/exercises/lesson5")
    return tmp_path / "course"


def obey_rights():
    """Have a superuser obey the rights of files."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def check(folder, *words):
    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    root = sys.platform == "linux" and os.geteuid() == 0
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=folder, capture_output=True, text=True, timeout=200,
        env=surroundings, preexec_fn=obey_rights if root else None,
    )  # fmt: skip


def refusal(ended):
    said = ended.stdout + ended.stderr
    assert (ended.returncode, "Traceback" in said, "INTERNALERROR" in said) == (4, False, False), said
    (line,) = (line for line in said.splitlines() if line.startswith("ERROR: "))
    assert said.count(line.removeprefix("ERROR: ")) == 1
    assert "Next:" not in said
    return line


@pytest.mark.parametrize(
    ("below", "word"), [("exercises/lesson5", "test_smooth.py"), ("exercises", "lesson5/test_smooth.py")]
)
def test_the_course_is_found_from_below_it(only, below, word):
    ended = check(only / below, word)
    assert "not started" in ended.stdout
    assert "Next: smooth." in ended.stdout


def test_code_that_is_not_there_is_not_checked(only):
    assert "there is no folder or file solutions here" in refusal(
        check(only, "exercises/lesson5", "--against", "solutions")
    )
    (only / "empty").mkdir()
    assert "there is no submission for lesson5" in refusal(check(only, "exercises/lesson5", "--against", "empty"))


def test_a_marker_that_does_not_exist_is_told(only):
    check_smooth = [only, "exercises/lesson5/test_smooth.py", "--collect-only", "-q", "-m"]
    assert "there is no marker trainning" in refusal(check(*check_smooth, "not trainning"))
    assert check(*check_smooth, "not (training or points(n=2)) and exercise").returncode == 0


def test_where_no_check_is_the_checks_are_named(only):
    ended = check(only, "exercises/lesson5/wavenet.py")
    assert "wavenet.py holds no checks; those of lesson5 are in: test_batchnorm1d.py, test_embedding.py" in ended.stdout
    for path in (only / "exercises/lesson5").glob("test_*.py"):
        path.unlink()
    assert (
        "lesson5 holds no checks (test_*.py); copy them from the course again"
        in check(only, "exercises/lesson5").stdout
    )


@pytest.mark.skipif(sys.platform != "linux", reason="drops the capabilities of a superuser")
@pytest.mark.parametrize("closed", ["exercises", "exercises/lesson5", "exercises/lesson5/wavenet.py"])
def test_what_may_not_be_read_is_named(only, closed):
    (only / closed).chmod(0)
    try:
        said = refusal(check(only, "exercises/lesson5/test_smooth.py"))
    finally:
        (only / closed).chmod(0o755)
    assert f"{closed.removeprefix('exercises/lesson5/')} cannot be read" in said
