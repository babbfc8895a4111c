"""A file of the bank says by its name, its docstring and its definitions what it is."""

import pytest

from grader.audit.bank import read_program
from grader.audit.subjects import of_program
from grader.course.root import find_root
from grader.errors import GraderError

SMOOTH = "\n\ndef smooth(losses, window):\n    return losses\n"


def test_the_docstring_names_the_idea_the_check_and_the_sentence(bank_file, lesson):
    text = '"""One idea.\n\ncaught by: every number\nsays: first\nsays: second\n"""' + SMOOTH
    program = read_program(bank_file("chaff_one.py", text), lesson)
    assert (program.kind, program.slug, program.idea) == ("chaff", "one", "One idea.")
    assert (program.caught_by, program.says, program.exercises) == (["every number"], ["first", "second"], ["smooth"])


def test_a_program_that_only_training_can_tell_says_so(bank_file, lesson):
    program = read_program(bank_file("chaff_one.py", '"""One idea.\n\nneeds: training\n"""' + SMOOTH), lesson)
    assert program.training


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("wrong_name.py", '"""Idea."""' + SMOOTH, "wheat_<slug>.py or chaff_<slug>.py"),
        ("chaff_mute.py", SMOOTH, "begin with a docstring"),
        (
            "chaff_other.py",
            '"""Idea."""\n\n\ndef helper():\n    return 1\n',
            "none of the exercises of lesson5/wavenet",
        ),
        ("chaff_broken.py", '"""Idea."""\n\ndef smooth(:\n', "chaff_broken.py:3"),
    ],
)
def test_a_file_of_another_form_is_refused_with_advice(bank_file, lesson, name, text, advice):
    with pytest.raises(GraderError, match=advice):
        read_program(bank_file(name, text), lesson)


def test_a_chaff_is_checked_by_its_own_exercise_and_a_wheat_by_the_whole_lesson(bank_file, lesson):
    chaff = read_program(bank_file("chaff_one.py", '"""Idea."""' + SMOOTH), lesson)
    wheat = read_program(bank_file("wheat_one.py", '"""Idea."""' + SMOOTH), lesson)
    assert of_program(chaff, lesson, [None])[0].exercises == ["smooth"]
    assert of_program(wheat, lesson, [None])[0].exercises is None


def test_the_reference_supplies_what_a_file_does_not_define(bank_file, lesson):
    program = read_program(bank_file("wheat_one.py", '"""Idea."""' + SMOOTH), lesson)
    (module,) = of_program(program, lesson, [None])[0].modules
    assert "class WaveNet" in module.cells[0].source
    assert module.cells[-1].source.endswith(SMOOTH)


def test_every_exercise_of_lesson_5_has_ten_wrong_and_five_right_programs(lesson):
    files = (find_root(lesson.root) / "tests" / "bank" / "lesson5").glob("*/*.py")
    programs = [read_program(path, lesson) for path in files]
    for exercise in lesson.definitions():
        kinds = [program.kind for program in programs if exercise in program.exercises]
        assert kinds.count("chaff") >= 10, exercise
        assert kinds.count("wheat") >= 5, exercise
