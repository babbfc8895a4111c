"""The class that `benchmarks/grading.py` measures: its shares, its seed, and that it is what it says."""

import ast
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from edits import renamed
from real_class import SHARES, Material, counts, make_class

LESSONS = ("lesson2", "lesson5", "lesson6")


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_same_seed_gives_the_same_class_and_another_seed_another(lesson):
    first = make_class(lesson, 40, 1)
    assert first == make_class(lesson, 40, 1)
    assert first != make_class(lesson, 40, 2)


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_two_submissions_are_the_same(lesson):
    written = [tuple(one.files.values()) for one in make_class(lesson, 100, 1) if one.files]
    assert len(set(written)) == len(written)


def test_a_class_has_the_stated_shares():
    found = Counter(one.kind for one in make_class("lesson5", 200, 1))
    assert found == {kind: round(200 * share) for kind, share in SHARES.items()}


@pytest.mark.parametrize("number", [1, 7, 60, 199])
def test_the_kinds_add_up(number):
    assert sum(counts(number).values()) == number


def test_what_is_broken_is_broken_and_the_rest_is_python():
    for one in make_class("lesson5", 200, 1):
        if one.kind == "empty folder":
            assert not one.files
        elif one.kind == "wrong encoding":
            with pytest.raises(UnicodeDecodeError):
                one.files["wavenet.py"].decode("utf-8")
        elif one.kind == "syntax error":
            with pytest.raises(SyntaxError):
                ast.parse(one.files["wavenet.py"])
        else:
            ast.parse(one.files["wavenet.py"])


@pytest.mark.parametrize("lesson", LESSONS)
def test_stubs_with_the_references_answers_are_the_reference(lesson):
    material = Material(lesson)
    whole = material.put(material.solved)
    assert {file: ast.dump(ast.parse(text)) for file, text in whole.items()} == {
        file: ast.dump(ast.parse(text)) for file, text in material.reference.items()
    }


def test_a_mistake_or_two_stand_in_so_many_exercises():
    material, rng = Material("lesson5"), random.Random(0)
    for mistakes in (1, 2):
        answers = material.wrong(rng, mistakes)
        chaffs = {program.code for program in material.chaffs}
        assert sum(code in chaffs for code in answers.values()) == mistakes


def test_half_done_leaves_something_to_do():
    material, rng = Material("lesson5"), random.Random(0)
    for _ in range(20):
        text = material.put(material.half_done(rng))["wavenet.py"]
        assert 0 < text.count("raise NotImplementedError") < material.stubs["wavenet.py"].count("NotImplementedError")


def test_other_names_for_local_variables_only():
    text = "limit = 3\n\ndef f(x, n=1):\n    total = x + limit\n    return [total * k for k in range(n)]\n"
    expected = (
        "limit = 3\n\ndef f(x, n=1):\n    my_total = x + limit\n    return [my_total * my_k for my_k in range(n)]\n"
    )
    assert renamed(text) == expected
