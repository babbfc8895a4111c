"""What a student reads once a lesson is done: in a terminal, in `grader watch` and in a notebook."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.closing import Place, closing_lines, next_lesson, read_closing

ROOT = Path(__file__).parents[2]
LESSONS = sorted({path.parent for path in ROOT.glob("exercises/lesson*/test_*.py")})

CHECK = """
import pytest
pytestmark = pytest.mark.exercise("{name}")

def test_it_is_one(submission):
    assert submission.{name}() == 1
"""
CLOSING = """
title = "of ones"
learned = "One is the loneliest number. It divides every other."

[[plots]]
module = "ones"
heading = "Looking at ones"
shows = "a single dot"
"""
RIGHT = "def first():\n    return 1\n\n\ndef second():\n    return 1\n"
LEARNED = "What you have learned: One is the loneliest number. It divides every other."


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with a lesson of two exercises, done, and another with checks; a third has none."""
    for number in (3, 7, 8):
        (tmp_path / f"exercises/lesson{number}").mkdir(parents=True)
    lesson = tmp_path / "exercises/lesson3"
    for name in ("first", "second"):
        (lesson / f"test_{name}.py").write_text(CHECK.format(name=name))
    (lesson / "ones.py").write_text(RIGHT)
    (lesson / "closing.toml").write_text(CLOSING)
    (tmp_path / "exercises/lesson7/test_third.py").write_text(CHECK.format(name="third"))
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
    return tmp_path


def run(course: Path, *words: str) -> str:
    ended = subprocess.run([sys.executable, *words], cwd=course, capture_output=True, text=True, timeout=120)
    return ended.stdout + ended.stderr


def test_after_the_last_exercise_the_terminal_says_what_was_learned_shows_pictures_and_goes_on(course):
    text = run(course, "-m", "pytest", "exercises/lesson3")
    assert "Pictures: python exercises/lesson3/ones.py" in text
    assert "Next: pytest exercises/lesson7 (lesson 7)" in text
    text = " ".join(text.split())
    assert LEARNED in text
    assert "trains your model and writes a single dot into plots/lesson3/." in text


def test_a_part_of_a_lesson_is_not_its_end(course):
    text = run(course, "-m", "pytest", "exercises/lesson3/test_first.py")
    assert "learned" not in text
    assert "For the whole lesson, run: pytest exercises/lesson3" in text
    left_out = run(course, "-m", "pytest", "exercises/lesson3", "-k", "one and first")
    assert "learned" not in left_out


@pytest.mark.parametrize("standing", ["exercises", "exercises/lesson3", "exercises/lesson7"])
def test_what_comes_next_can_be_pasted_where_the_student_stands(course, standing):
    here, checks = course / standing, "../../exercises/lesson3"
    checks = checks if standing.endswith(("3", "7")) else "lesson3"

    def pasted(text: str, before: str) -> str:
        """Run the command that stands behind these words."""
        command = text.split(before)[1].splitlines()[0].split(" (")[0].split(" trains")[0]
        return run(here, *(["-m"] if command.startswith("pytest") else []), *command.removeprefix("python ").split())

    done = run(here, "-m", "pytest", checks)
    assert "third" in pasted(done, "Next: ")
    assert pasted(done, "Pictures: ") == ""
    (course / "exercises/lesson3/ones.py").write_text(RIGHT.replace("return 1", "return 2"))
    failing = run(here, "-m", "pytest", checks)
    assert "Read its message above" in failing
    assert "✗ first" in pasted(failing, "then run: ")
    (course / "exercises/lesson3/ones.py").write_text(RIGHT)
    part = run(here, "-m", "pytest", f"{checks}/test_first.py")
    assert "What you have learned" in pasted(part, "For the whole lesson, run: ")


def test_a_mistake_is_not_the_end(course):
    (course / "exercises/lesson3/ones.py").write_text(RIGHT.replace("return 1", "return 2", 1))
    assert "learned" not in run(course, "-m", "pytest", "exercises/lesson3")


def test_a_notebook_says_the_same_after_the_last_of_its_exercises_and_names_its_own_cells(course):
    check = "from grader import check\n{}"
    both = "check('lesson3', 'second'); print('---'); check('lesson3', 'first')"
    before, after = run(course, "-c", RIGHT + check.format(both)).split("---")
    assert "learned" not in before
    assert LEARNED in " ".join(after.split())
    assert "run the cells below “Looking at ones” to see a single dot" in after
    assert "Next: lesson 7." in after
    spoiled = (
        "check('lesson3', 'second')\ndef second(): return 2\ncheck('lesson3', 'second'); check('lesson3', 'first')"
    )
    assert "learned" not in run(course, "-c", RIGHT + check.format(spoiled))


def test_no_lesson_is_promised_that_does_not_exist(course):
    assert next_lesson(course / "exercises/lesson3") == course / "exercises/lesson7"
    assert next_lesson(course / "exercises/lesson7") is None  # lesson8 has no checks
    assert "There is no later lesson yet." in closing_lines(course / "exercises/lesson7", Place.TERMINAL)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_lesson_has_a_title_and_a_few_sentences_on_what_was_learned(lesson):
    closing = read_closing(lesson)
    titles = [re.match(r"# %% \[markdown\]\n# # (.*)", path.read_text("utf-8")) for path in lesson.glob("[!t]*.py")]
    number = lesson.name.removeprefix("lesson")
    assert f"Lesson {number}: {closing.title}" in [title[1] for title in titles if title]
    assert 2 <= len(re.findall(r"[.!]\s", closing.learned)) <= 4


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_picture_of_a_lesson_is_announced_and_written_where_a_terminal_can_show_it(lesson):
    announced = {pictures.module: pictures for pictures in read_closing(lesson).plots}
    for path in lesson.glob("[!t]*.py"):
        text = path.read_text("utf-8")
        drawn = calls_by_hand(text)
        assert bool(drawn) == (path.stem in announced), path
        if drawn:
            assert f"# ## {announced[path.stem].heading}\n" in text
            assert [call for call in drawn if f"'plots/{lesson.name}'" not in call] == []


def calls_by_hand(text: str) -> list[str]:
    """The statements with a call of a `plot_...` function that run with `python module.py`."""
    blocks = [
        node for node in ast.parse(text).body if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)
    ]
    lines = [ast.unparse(statement) for block in blocks for statement in block.body if isinstance(statement, ast.Expr)]
    return [line for line in lines if "plot_" in line]
