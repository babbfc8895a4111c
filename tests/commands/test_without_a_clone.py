"""What the commands say where the course, or a part of it, is not: one sentence with what to do, and no traceback."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BARE = "import sys; from grader.cli import main; sys.argv[0] = 'grader'; main()"
RIGHTS_OF_A_SUPERUSER = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
DROP = 24  # PR_CAPBSET_DROP


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages alone, as a wheel puts them into an environment."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("grader", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def only(tmp_path: Path) -> Path:
    """A learner's folder: a lesson's stubs and checks, and nothing else."""
    folder = tmp_path / "course"
    shutil.copytree(ROOT / "exercises/lesson5", folder / "exercises/lesson5")
    return folder


@pytest.fixture
def run(installed: Path):
    """Run Python as somebody does who has the packages only; a superuser obeys the rights of files too."""
    libc = ctypes.CDLL(None)

    def obey() -> None:
        for capability in RIGHTS_OF_A_SUPERUSER:
            libc.prctl(DROP, capability, 0, 0, 0)

    def start(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
        surroundings = {name: text for name, text in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
        return subprocess.run(
            [sys.executable, "-P", *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=200,
            env={**surroundings, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=obey if sys.platform == "linux" and os.geteuid() == 0 else None,
        )  # fmt: skip

    return start


def told(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a refused command writes."""
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stdout + ended.stderr
    (line,) = ended.stderr.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.mark.parametrize(
    "words",
    [
        ["grade", "subs", "--lesson", "lesson5", "--out", "out"],
        ["watch", "lesson5"],
        ["build", "--check"],
        ["audit"],
        ["demo"],
    ],
    ids=lambda words: words[0],
)
def test_where_no_course_is_every_command_says_so(run, tmp_path, words):
    assert "no course at" in told(run(tmp_path, "-c", BARE, *words))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="drops the capabilities of a superuser")
def test_a_course_that_cannot_be_read_is_named_with_what_to_do(run, only):
    for folder in (only / "exercises/lesson5", only / "exercises"):
        folder.chmod(0)
        try:
            for words in (["watch", "lesson5"], ["grade", "subs", "--lesson", "lesson5", "--out", "out"]):
                assert f"{folder} cannot be read" in told(run(only, "-c", BARE, *words))
        finally:
            folder.chmod(0o755)


@pytest.mark.parametrize("words", [["build", "--check"], ["build", "lesson5"], ["audit", "--lesson", "lesson5"]])
def test_what_needs_the_references_says_that_a_clone_holds_them(run, only, words):
    assert "this command works in a clone of the course" in told(run(only, "-c", BARE, *words))


def test_the_demo_says_that_it_needs_a_clone(run, only):
    assert "examples/class, nbgrader_config.py; run the demo from the root of a clone" in told(
        run(only, "-c", BARE, "demo")
    )


def test_a_lesson_without_checks_is_told_from_one_that_does_not_exist(run, only):
    for check in (only / "exercises/lesson5").glob("test_*.py"):
        check.unlink()
    assert "exercises/lesson5 holds no checks (test_*.py)" in told(run(only, "-c", BARE, "watch", "lesson5"))
    assert "no lesson 'lesson6' with checks" in told(run(only, "-c", BARE, "watch", "lesson6"))


def test_the_path_of_a_folder_names_its_lesson_and_a_number_is_answered_with_the_names(run, only):
    grade = ["-c", BARE, "grade", "subs", "--out", "out", "--lesson"]
    assert "there is no folder subs" in told(run(only, *grade, "exercises/lesson5/"))
    assert "no lesson '5' with checks; the lessons are: lesson5" in told(run(only, *grade, "5"))


def test_without_torch_grading_says_how_to_install_it(run, only):
    (only / "subs/anna").mkdir(parents=True)
    without = (
        "import importlib.util as u; s = u.find_spec; u.find_spec = lambda n, *r: n != 'torch' and s(n, *r) or None"
    )
    ended = run(only, "-c", f"{without}\n{BARE}", "grade", "subs", "--lesson", "lesson5", "--out", "out")
    assert told(ended).startswith("error: torch is not installed in this environment")
    assert not (only / "out").exists()
