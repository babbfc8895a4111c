"""What was not examined is never a number, wherever it is shown; a stub that nobody touched was examined, and has 0."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.build.outputs import build_lessons
from grader.course.lesson import all_lessons

from .conftest import LAYERS

OTHER = '''\
# %%
def half(x):
    """Return half of x."""
    ### BEGIN SOLUTION Return half of the number.
    return x / 2
    ### END SOLUTION


# %%
def third(x):
    """Return a third of x."""
    ### BEGIN SOLUTION Return a third of the number.
    return x / 3
    ### END SOLUTION
'''
NOT_EXAMINED = {
    "nothing": ("empty", "nothing"),
    "other_lesson": ("empty", "this is the work of lesson2"),
    "two": ("ambiguous", "several notebooks"),
    "windows": ("unreadable", "is not UTF-8 text"),
    "paper.pdf": ("unreadable", "a PDF document"),
}


def mark(out: Path, student: str, exercise: str, points: float) -> None:
    """Give points by hand, as the formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{out / 'gradebook.db'}", "nn-by-hand") as book:
        grade = book.find_grade(f"test_{exercise}", "lesson1", "lesson1", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def run(root: Path, *words: object) -> str:
    command = [sys.executable, "-m", "grader", "grade", root / "subs", "--lesson", "lesson1", "--out", root / "out"]
    done = subprocess.run([*map(str, [*command, *words])], cwd=root, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def table(root: Path) -> dict[str, dict[str, str]]:
    with (root / "out/grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def graded(course: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A course of two lessons with a class of which half handed in what cannot be examined, and what a run said."""
    root = tmp_path_factory.mktemp("class")
    for part in ("exercises", "solutions"):
        shutil.copytree(course / part, root / part)
    (root / "solutions/lesson2").mkdir()
    (root / "solutions/lesson2/parts.py").write_text(OTHER)
    (root / "exercises/lesson2").mkdir()
    build_lessons(all_lessons(root), write=True)
    for student in ("right", "stub", "nothing", "other_lesson", "two", "windows"):
        (root / "subs" / student).mkdir(parents=True)
    (root / "subs/right/layers.py").write_text(LAYERS)
    (root / "subs/stub/layers.py").write_text((root / "exercises/lesson1/layers.py").read_text())
    (root / "subs/other_lesson/parts.py").write_text(OTHER)
    (root / "subs/two/a.ipynb").write_text("{}")
    (root / "subs/two/b.ipynb").write_text("{}")
    (root / "subs/windows/layers.py").write_bytes(LAYERS.replace("a factor", "ä factor").encode("cp1252"))
    (root / "subs/paper.pdf").write_bytes(b"%PDF-1.7")
    return root, run(root)


def test_its_fields_are_empty_with_the_status_and_the_reason_beside(graded):
    root, _ = graded
    rows = table(root)
    for student, (status, why) in NOT_EXAMINED.items():
        row = rows[student.removesuffix(".pdf")]
        empty = ("score", "Scale", "double", "final_score", "final_max_score")
        assert (row["status"], row["max_score"], {row[name] for name in empty}) == (status, "6", {""})
        assert why in row["notes"]


def test_a_stub_that_nobody_touched_was_examined_and_is_a_true_zero(graded):
    root, _ = graded
    row = table(root)["stub"]
    assert [row[name] for name in ("status", "score", "Scale", "double", "final_score")] == [
        "graded",
        "0",
        "0",
        "0",
        "0",
    ]
    assert json.loads((root / "out/verdicts/stub.json").read_text())["score"] == 0


def test_it_is_null_in_json_and_a_dash_on_pages_and_the_screen(graded):
    root, said = graded
    index = (root / "out/index.html").read_text()
    for student in NOT_EXAMINED:
        name = student.removesuffix(".pdf")
        assert json.loads((root / f"out/verdicts/{name}.json").read_text())["score"] is None
        assert "<strong>– of 6 points</strong>" in (root / f"out/feedback/{name}.html").read_text()
        assert f"{name}  –/6" in said
        (row,) = (part for part in index.split("<tr") if f">{name}</a>" in part)
        assert row.count("–") == 3  # the score and both exercises
        assert ">0<" not in row


def test_the_gradebook_has_no_number_either_until_a_person_gives_one(graded):
    api = pytest.importorskip("nbgrader.api")
    root, _ = graded
    with api.Gradebook(f"sqlite:///{root / 'out/gradebook.db'}", "nn-by-hand") as book:
        for name in ("windows", "paper"):
            grades = book.find_submission("lesson1", name).notebooks[0].grades
            assert {(grade.auto_score, grade.needs_manual_grade) for grade in grades} == {(None, True)}
        stub = book.find_submission("lesson1", "stub").notebooks[0].grades
        assert {(grade.auto_score, grade.needs_manual_grade) for grade in stub} == {(0, False)}
    mark(root / "out", "paper", "Scale", 2)
    run(root)
    row = table(root)["paper"]
    assert (row["score"], row["final_score"], row["final_max_score"]) == ("", "2", "6")
    assert "Scale: 2 by hand" in row["notes"]
