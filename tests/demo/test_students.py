"""The sample class and what it hands in."""

from pathlib import Path

import nbformat
import pytest

from grader.course.regions import find_exercises
from grader.course.root import find_root
from grader.demo.students import answers, hand_in, read_class
from grader.errors import GraderError

CLASS = find_root(Path(__file__).parent) / "examples" / "class"


def test_the_bundled_class_has_at_least_eight_students_with_ids_of_their_own():
    students = read_class(CLASS)
    assert len({student.id for student in students}) == len(students) >= 8
    assert any(" " in student.id and not student.id.isascii() for student in students)


def test_the_bundled_class_answers_exercises_of_the_lesson_only():
    reference = find_root(CLASS) / "solutions" / "lesson5" / "wavenet.py"
    asked = {exercise.name for exercise in find_exercises(reference.read_text("utf-8"), "wavenet.py")}
    for student in read_class(CLASS):
        assert answers(CLASS, student.answers).keys() <= asked


def test_a_notebook_holds_the_answers_and_a_later_file_replaces_an_earlier(released, examples, tmp_path):
    path = hand_in(read_class(examples)[0], examples, released, tmp_path / "submitted")
    assert path == tmp_path / "submitted" / "student 1 é" / "lesson5" / "lesson5.ipynb"
    sources = [cell.source for cell in nbformat.read(path, 4).cells]
    assert sources[0] == "def add(a, b):\n    return a + b"
    assert sources[2] == "twice = 2"


def test_an_empty_notebook_has_no_cells(released, examples, tmp_path):
    assert nbformat.read(hand_in(read_class(examples)[1], examples, released, tmp_path / "in"), 4).cells == []


def test_an_answer_that_nobody_asked_for_is_an_error(released, examples, tmp_path):
    (examples / "other.py").write_text("# %% thrice\nthrice = 3\n")
    with pytest.raises(GraderError, match=r"answers thrice, which lesson5\.ipynb does not ask"):
        hand_in(read_class(examples)[0], examples, released, tmp_path / "in")


@pytest.mark.parametrize("text", ["[[students", '[[students]]\nid = "a"', '[[students]]\nname = "a"'])
def test_a_malformed_class_is_an_error_that_names_the_file(examples, text):
    (examples / "class.toml").write_text(text)
    with pytest.raises(GraderError, match=r"class\.toml cannot be read"):
        read_class(examples)
