"""A file of checks that cannot be read is told in one sentence, whoever reads it, and takes nothing else with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = """
import pytest
pytestmark = pytest.mark.exercise("{name}")

def test_it_is_one(submission):
    assert submission.{name}() == 1
"""
DAMAGED = {
    "a syntax error": (b"def broken(:\n", "is damaged (line 1: invalid syntax); copy it from the course again"),
    "Windows-1252": ("x = 'schön'\n".encode("cp1252"), "is damaged (line 1: (unicode error)"),
    "no text": (b"\0\0", "is damaged (source code string cannot contain null bytes)"),
    "no right to read it": (None, "cannot be read (Permission denied); give yourself the right with: chmod u+r"),
}


@pytest.fixture(params=DAMAGED)
def damaged(request, tmp_path):
    """A course with two files of checks, one of them damaged, and the sentence that says so."""
    content, sentence = DAMAGED[request.param]
    if content is None and os.geteuid() == 0:
        pytest.skip("root may read everything")
    lesson = tmp_path / "exercises/lesson3"
    lesson.mkdir(parents=True)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
    (lesson / "test_first.py").write_text(CHECK.format(name="first"))
    (lesson / "test_second.py").write_bytes(CHECK.format(name="second").encode() if content is None else content)
    (lesson / "ones.py").write_text("def first():\n    return 1\n")
    if content is None:
        (lesson / "test_second.py").chmod(0)
    return tmp_path, sentence


def run(course: Path, *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", *words]
    ended = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=120)
    return ended.returncode, ended.stdout + ended.stderr


def test_pytest_says_so_once_and_runs_the_other_checks(damaged):
    course, sentence = damaged
    code, text = run(course, "pytest", "exercises/lesson3")
    assert text.count(sentence) == 1
    assert "exercises/lesson3/test_second.py" in text
    assert "✓ first" in text
    assert code == 1
    assert "learned" not in text
    assert "Traceback" not in text


def test_pytest_says_so_of_the_only_file(damaged):
    course, sentence = damaged
    assert sentence in run(course, "pytest", "exercises/lesson3/test_second.py")[1]


def test_a_class_is_not_graded_without_it(damaged):
    course, sentence = damaged
    (course / "submissions").mkdir()
    shutil.copy(course / "exercises/lesson3/ones.py", course / "submissions/anna.py")
    code, text = run(course, "grader", "grade", "submissions", "--lesson", "lesson3", "--out", "graded")
    assert sentence.split(" (")[0] in " ".join(text.split())
    assert code != 0
    assert not (course / "graded" / "grades.csv").exists()
