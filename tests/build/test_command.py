"""`grader build` and `grader build --check`, as they are typed."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from grader.cli import make_app


@pytest.fixture
def grader(course: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command line in the made-up course."""
    monkeypatch.chdir(course)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(make_app(), arguments)

    return run


def test_build_writes_stubs_and_notebook_and_check_then_agrees(grader, course):
    first = grader("build")
    assert first.exit_code == 0, first.output
    assert "wrote exercises/lesson1/layers.py" in first.output
    assert "wrote source/lesson1/lesson1.ipynb" in first.output
    second = grader("build", "--check")
    assert (second.exit_code, second.output) == (0, "lesson1: up to date\n")


def test_check_shows_what_drifted_and_writes_nothing(grader, course):
    grader("build")
    stub, notebook = course / "exercises/lesson1/layers.py", course / "source/lesson1/lesson1.ipynb"
    stub.write_text(stub.read_text().replace("Return twice the number.", "Return something."))
    notebook.write_text(notebook.read_text().replace("How to work", "How to play"))
    before = stub.read_text(), notebook.read_text()
    result = grader("build", "--check")
    assert result.exit_code == 1
    assert '-    raise NotImplementedError("Return something.")' in result.output
    assert '+    raise NotImplementedError("Return twice the number.")' in result.output
    assert "How to play" in result.output
    assert (stub.read_text(), notebook.read_text()) == before


def test_check_names_a_missing_stub_and_needs_no_notebook(grader, course):
    grader("build")
    (course / "source/lesson1/lesson1.ipynb").unlink()
    (course / "exercises/lesson1/shapes.py").unlink()
    result = grader("build", "--check")
    assert result.exit_code == 1
    assert "exercises/lesson1/shapes.py is missing" in result.output
    assert "ipynb" not in result.output


def test_check_names_a_stub_without_a_reference(grader, course):
    grader("build")
    (course / "exercises/lesson1/old.py").write_text("")
    result = grader("build", "--check")
    assert result.exit_code == 1
    assert "exercises/lesson1/old.py has no reference in solutions/lesson1" in result.output


def test_an_exercise_without_checks_still_gets_its_stub_but_is_an_error(grader, course):
    (course / "exercises/lesson1/test_area.py").unlink()
    result = grader("build")
    assert result.exit_code == 1
    assert "the exercise area has no checks; add exercises/lesson1/test_area.py" in result.output
    assert (course / "exercises/lesson1/shapes.py").exists()
    assert grader("build", "--check").exit_code == 1


def test_wrong_marks_are_reported_once_with_their_line(grader, course):
    path = course / "solutions/lesson1/shapes.py"
    path.write_text(path.read_text().replace(" Return the area of the circle with this radius.", ""))
    result = grader("build")
    assert result.exit_code == 1
    assert result.output.count("solutions/lesson1/shapes.py:10: say what the student has to do") == 1


def test_a_wrong_lesson_lists_the_lessons(grader):
    result = grader("build", "lesson9")
    assert result.exit_code == 2
    assert "no such lesson: lesson9; the lessons are: lesson1" in result.output


def test_help_is_quick_because_it_imports_nothing_heavy():
    code = (
        "import sys; from grader.cli import make_app\nmake_app()\n"
        "print([name for name in ('torch', 'nbgrader', 'jupytext', 'pytest') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_the_package_runs_as_a_module():
    result = subprocess.run([sys.executable, "-m", "grader", "--help"], capture_output=True, text=True)
    assert result.returncode == 0
    assert "build" in result.stdout
