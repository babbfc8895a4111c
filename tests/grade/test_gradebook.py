"""A person's marks in the gradebook stay, whatever is graded again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from grader.errors import GraderError
from grader.grading.gradebook import write_gradebook
from grader.grading.grades import with_marks, write_grades
from grader.grading.store import Store
from grader.results.row import Row

api = pytest.importorskip("nbgrader.api")
WORTH = {"Scale": 3.0, "double": 3.0}


def row(student: str, scale: float, status: str = "graded", reused: bool = False) -> Row:
    points = {"Scale": scale, "double": 3.0}
    return Row(student, student, "lesson1", scale + 3, 6, status, "", points, WORTH, reused, examined="all checks")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    with api.Gradebook(f"sqlite:///{path}", "nn-by-hand") as book:
        yield book


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A gradebook of ann and bob in which a person has marked ann's Scale: 2 points, 0.5 extra, a comment."""
    path = tmp_path / "gradebook.db"
    assert write_gradebook(path, [row("ann", 1), row("bob", 1)], "lesson1", WORTH)[1] == ""
    with opened(path) as book:
        grade = book.find_grade("test_Scale", "lesson1", "lesson1", "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2, 0.5, False
        book.find_comment("Scale", "lesson1", "lesson1", "ann").manual_comment = "Nearly."
        book.db.commit()
    return path


def marks_of(path: Path, student: str) -> tuple[float | None, float | None, bool, str | None]:
    with opened(path) as book:
        grade = book.find_grade("test_Scale", "lesson1", "lesson1", student)
        comment = book.find_comment("Scale", "lesson1", "lesson1", student).manual_comment
        return grade.manual_score, grade.extra_credit, grade.needs_manual_grade, comment


def test_marks_survive_a_run_in_which_nothing_changed_and_need_no_other_look(marked):
    found, note = write_gradebook(marked, [row("ann", 1, reused=True), row("bob", 1)], "lesson1", WORTH)
    assert note == ""
    assert marks_of(marked, "ann") == (2, 0.5, False, "Nearly.")
    assert (found["ann"].score, found["ann"].max_score) == (2 + 0.5 + 3, 6)
    assert (found["bob"].score, found["bob"].notes) == (1 + 3, [])


def test_marks_survive_a_resubmission_and_are_to_be_looked_at_again_in_the_table_too(marked, tmp_path):
    rows = [row("ann", 3), row("bob", 3)]
    found, _ = write_gradebook(marked, rows, "lesson1", WORTH)
    assert marks_of(marked, "ann") == (2, 0.5, True, "Nearly.")
    assert marks_of(marked, "bob") == (None, None, False, None)
    rows, _ = with_marks(rows, found)
    write_grades(tmp_path / "grades.csv", rows, found)
    ann, bob = (tmp_path / "grades.csv").read_text().splitlines()[1:]
    assert ann.startswith("ann,lesson1,6,6,graded,")
    assert "5.5,6" in ann
    assert "Scale: 2 by hand and extra credit 0.5, now 3 automatically: look at it again" in ann
    assert "look at it again" not in bob


@pytest.mark.parametrize("worth", [{"Scale": 5.0, "double": 3.0}, {"double": 3.0}])
def test_marks_survive_changed_checks_and_a_removed_exercise(marked, worth):
    found, _ = write_gradebook(marked, [row("ann", 1, reused=True), row("bob", 1)], "lesson1", worth)
    assert marks_of(marked, "ann") == (2, 0.5, True, "Nearly.")
    assert found["ann"].max_score == found["bob"].max_score == sum(worth.values())


def test_marks_survive_a_run_without_the_student_and_one_that_lacked_processor_time(marked):
    write_gradebook(marked, [row("bob", 1)], "lesson1", WORTH)
    assert marks_of(marked, "ann") == (2, 0.5, False, "Nearly.")
    write_gradebook(marked, [row("ann", 0, "incomplete")], "lesson1", WORTH)
    assert marks_of(marked, "ann") == (2, 0.5, True, "Nearly.")
    with opened(marked) as book:
        assert [one.student.id for one in book.assignment_submissions("lesson1")] == ["ann"]


def test_who_is_not_graded_again_keeps_marks_but_no_automatic_score_under_another_maximum(marked):
    write_gradebook(marked, [row("bob", 1)], "lesson1", {**WORTH, "double": 5.0})
    with opened(marked) as book:
        double = book.find_grade("test_double", "lesson1", "lesson1", "ann")
        assert (double.auto_score, double.max_score, double.needs_manual_grade) == (None, 5.0, True)
    assert marks_of(marked, "ann") == (2, 0.5, False, "Nearly.")


def test_a_gradebook_that_cannot_be_read_is_left_as_it_is(tmp_path):
    path = tmp_path / "gradebook.db"
    path.write_text("not a database, but somebody's work")
    found, note = write_gradebook(path, [row("ann", 1)], "lesson1", WORTH)
    assert found == {}
    assert "is as it was before" in note
    assert path.read_text() == "not a database, but somebody's work"


def test_a_folder_graded_with_trainings_is_never_graded_without_them(tmp_path):
    store = Store(tmp_path)
    assert store.record("lesson1", None, training=False).training is False
    seed = store.record("lesson1", None, training=True).seed
    with pytest.raises(GraderError, match="would lower scores and maxima; grade with them, or choose another --out"):
        store.record("lesson1", None, training=False)
    assert store.record("lesson1", None, training=True).seed == seed
