"""Answers to a free-text question through `grader grade`: found in every form, marked by a person in the formgrader."""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.build.outputs import build_lessons
from grader.course.answers import WorkCell
from grader.course.lesson import all_lessons
from grader.course.questions import Question
from grader.grading.formgrader import write_notebook
from grader.results.verdict import Verdict

api = pytest.importorskip("nbgrader.api")
NAME, RUBRIC = "why_twice", "Adding is exact, and that is the point."
QUESTION = f"""

# %% [markdown] question="{NAME}" points=2
# ### Question: why twice?
#
# Why is x + x better than a loop?
#
# ### BEGIN SOLUTION Write a sentence in place of this line.
# {RUBRIC}
# ### END SOLUTION
"""
PLACE = "**Your answer here.** Write a sentence in place of this line."
ANSWER = "It is *one* step <script>document.title = 'mine'</script>"


@pytest.fixture(scope="module")
def asking(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with a question."""
    root = tmp_path_factory.mktemp("asking") / "course"
    shutil.copytree(course, root)
    with (root / "solutions/lesson1/layers.py").open("a") as file:
        file.write(QUESTION)
    assert build_lessons(all_lessons(root), write=True).problems == []
    return root


def answered(root: Path, code: str, answer: str = ANSWER) -> str:
    """A module with this code and an answer."""
    stub = (root / "exercises/lesson1/layers.py").read_text()
    return code + stub[stub.index("\n# %% [markdown] question=") :].replace(PLACE, answer)


def hand_in(root: Path, code: str) -> Path:
    """A class that answers in a module, in a notebook, in an archive, or not at all."""
    class_ = root / "class"
    class_.mkdir()
    (class_ / "module.py").write_text(answered(root, code))
    with zipfile.ZipFile(class_ / "zipped.zip", "w") as archive:
        archive.writestr("work/layers.py", answered(root, code))
    notebook = nbformat.read(root / "source/lesson1/lesson1.ipynb", 4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == NAME:
            cell.source = f"### Question: why twice?\n\n{ANSWER}"
    (class_ / "notebook.ipynb").write_text(nbformat.writes(notebook))
    notebook.cells[-1].source += "\n" + "And so on. " * 500_000
    (class_ / "at_length.ipynb").write_text(nbformat.writes(notebook))
    if sys.platform == "linux":  # a name that needs three times as many bytes once it can be printed
        (class_ / os.fsdecode(b"\xff" * 100 + b".py")).write_text(code)
    (class_ / "blank.py").write_text(answered(root, code, PLACE))
    (class_ / "without.py").write_text(code)
    (class_ / "broken.zip").write_bytes(b"no archive")
    return class_


def grade(root: Path) -> None:
    command = [sys.executable, "-m", "grader", "grade", "class", "--lesson", "lesson1", "--out", "out"]
    finished = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.fixture(scope="module")
def graded(asking: Path, right: str) -> Path:
    hand_in(asking, right)
    grade(asking)
    return asking


@contextmanager
def grade_of(root: Path, student: str) -> Iterator[Any]:
    with api.Gradebook(f"sqlite:///{root / 'out/gradebook.db'}", "nn-by-hand") as book:
        yield book.find_grade(NAME, "lesson1", "lesson1", student)
        book.db.commit()


def rows(root: Path) -> dict[str, dict[str, str]]:
    with (root / "out/grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def numbers(row: dict[str, str]) -> list[str]:
    names = ("score", "max_score", "written_score", "written_max_score", "final_score", "final_max_score")
    return [row[name] for name in names]


@pytest.mark.parametrize("student", ["module", "notebook", "zipped"])
def test_an_answer_is_found_in_every_form_of_hand_in(graded, student):
    verdict = json.loads((graded / f"out/verdicts/{student}.json").read_text())
    assert ANSWER in verdict["answers"][NAME]
    notebook = nbformat.read(graded / f"out/autograded/{student}/lesson1/lesson1.ipynb", 4)
    [cell] = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == NAME]
    assert ANSWER in cell.source
    assert (cell.cell_type, cell.metadata.nbgrader.points) == ("markdown", 2)
    assert "It is *one* step" in (graded / f"out/feedback/{student}.html").read_text()


def test_the_checks_keep_their_maximum_and_a_missing_mark_is_no_number(graded):
    for student in ("module", "notebook", "zipped", "blank", "without"):
        assert numbers(rows(graded)[student]) == ["6", "6", "", "2", "", "8"]
        with grade_of(graded, student) as found:
            assert (found.auto_score, found.manual_score, found.needs_manual_grade) == (None, None, True)


def test_notes_say_what_waits_for_a_person_and_where_no_answer_was_found(graded):
    notes = {student: row["notes"] for student, row in rows(graded).items()}
    assert "no answer" not in notes["module"]
    assert notes["blank"].endswith("no answer found: why_twice")
    assert notes["without"].endswith("no answer found: why_twice")
    assert not [note for note in notes.values() if "marked" in note], "said once for all"
    page = (graded / "out/index.html").read_text()
    assert page.count("To be marked by a person: why_twice") == page.lower().count("to be marked by a person") == 1


def test_the_rubric_is_in_no_file_that_grading_writes(graded):
    assert [
        path for path in (graded / "out").rglob("*.*") if path.is_file() and RUBRIC.encode() in path.read_bytes()
    ] == []


def test_a_mark_survives_and_waits_for_another_look_only_if_the_answer_has_changed(graded, right, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    for student in ("module", "zipped", "blank"):
        with grade_of(root, student) as found:
            found.manual_score, found.needs_manual_grade = 1.5, False
    (root / "class/module.py").write_text(answered(root, right, "Another answer."))
    (root / "class/blank.py").write_text(answered(root, right + "\n# other code\n", PLACE))
    for _ in range(2):
        grade(root)
        assert numbers(rows(root)["module"]) == ["6", "6", "1.5", "2", "7.5", "8"]
        looks = {}
        for student in ("module", "zipped", "blank"):
            with grade_of(root, student) as found:
                assert found.manual_score == 1.5
                looks[student] = found.needs_manual_grade
        assert looks == {"module": True, "zipped": False, "blank": False}
    assert "why_twice: 1.5 by hand, and the answer has changed since: look at it again" in rows(root)["module"]["notes"]
    assert "Another answer." in (root / "out/autograded/module/lesson1/lesson1.ipynb").read_text()


def test_a_long_answer_is_cut_and_says_where_the_rest_is(graded):
    assert numbers(rows(graded)["at_length"])[:2] == ["6", "6"]
    answer = json.loads((graded / "out/verdicts/at_length.json").read_text())["answers"][NAME]
    assert answer.endswith("it is in the file that was handed in.*")


def test_what_is_written_below_an_answer_is_shown_to_the_person_who_marks_again(graded, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    notebook = nbformat.read(root / "class/notebook.ipynb", 4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("I mean that it is exact."))
    (root / "class/notebook.ipynb").write_text(nbformat.writes(notebook))
    grade(root)
    assert "I mean that it is exact." in (root / "out/autograded/notebook/lesson1/lesson1.ipynb").read_text()


def test_each_question_has_its_cell_though_answers_are_equal_or_in_a_cell_of_code(tmp_path):
    questions = [Question(name, 2, f"### {name}?\n\nYour answer here.") for name in ("one", "two", "three")]
    texts = [WorkCell(False, "See above.", name) for name in ("one", "two")]
    work = [*texts, WorkCell(True, "so = 3", "three")]
    verdict = Verdict(student="ann", lesson="lesson1", status="graded")
    write_notebook(tmp_path / "a.ipynb", work, questions, verdict)
    cells = nbformat.read(tmp_path / "a.ipynb", 4).cells
    assert [(cell.cell_type, cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source) for cell in cells[1:]] == [
        ("markdown", "one", "See above."), ("markdown", "two", "See above."), ("markdown", "three", "so = 3"),
    ]  # fmt: skip


@contextmanager
def formgrader(folder: Path) -> Iterator[str]:
    """A Jupyter server with the formgrader on a folder; its address, to which a path and a question mark are added."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser", f"--port={port}",
               "--ServerApp.token=secret", f"--ServerApp.root_dir={folder}",
               "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True"]  # fmt: skip
    environment = os.environ | {"HOME": str(folder), "JUPYTER_ALLOW_INSECURE_WRITES": "1"}
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            yield f"http://127.0.0.1:{port}/formgrader"
        finally:
            server.terminate()
            server.wait(30)


def fetched(address: str) -> str:
    """What the server answers, once it is ready."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}?token=secret", timeout=60) as answer:
                return str(answer.read().decode())
        except ConnectionError:
            time.sleep(0.5)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.5)
    raise TimeoutError(address)


def test_the_formgrader_shows_the_answer_and_the_rubric_and_runs_nothing_of_a_students(graded, tmp_path):
    folder = tmp_path / "out"
    shutil.copytree(graded / "out", folder)
    with formgrader(folder) as address:
        found = json.loads(fetched(f"{address}/api/submitted_notebooks/lesson1/lesson1"))
        waiting = {one["student"]: one for one in found}
        assert (waiting["module"]["needs_manual_grade"], waiting["module"]["max_written_score"]) == (True, 2)
        page = fetched(f"{address}/submissions/{waiting['module']['id']}/")
    assert f'id="{NAME}"' in page
    assert "It is <em>one</em> step" in page
    assert RUBRIC in page
    assert "<script>document.title" not in page
    assert "&lt;script&gt;document.title" in page
