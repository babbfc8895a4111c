"""An exercise has one status, whoever shows it."""

import json

import pytest

from .conftest import REFERENCE, SCALE, grade, notebook, terminal, watch
from .test_nothing_passes_by_default import SAME

RELEASED = REFERENCE.replace(
    "        self.factor = factor", '        raise NotImplementedError("Keep the factor.")'
).replace("        return self.factor * x", '        raise NotImplementedError("Return x times the factor.")')
HALF = REFERENCE.replace(
    "        return self.factor * x", '        raise NotImplementedError("Return x times the factor.")'
)
WRONG = REFERENCE.replace("self.factor * x", "self.factor + x")
assert RELEASED != HALF != WRONG != REFERENCE


@pytest.mark.parametrize("view", [terminal, watch, notebook, grade], ids=lambda view: view.__name__)
@pytest.mark.parametrize(
    ("source", "says"),
    [
        (RELEASED, ["· Scale", "0/3", "not started", "Keep the factor."]),
        (HALF, ["~ Scale", "1/3", "in progress", "`__call__` is still a stub: Return x times the factor."]),
    ],
    ids=["as released", "half written"],
)
def test_a_stub_and_a_half_written_exercise_are_told_apart_everywhere(write_course, view, source, says):
    said = view(write_course(SAME, source))
    if view is grade:
        says = [says[2], says[3]]
    for words in says:
        assert words in said


@pytest.mark.parametrize("view", [watch, notebook], ids=lambda view: view.__name__)
def test_a_call_that_does_not_end_is_waited_for_once_by_a_student(write_course, view):
    loop = "with open('calls', 'a') as file:\n            file.write('x')\n        while True: x = 1\n        return x"
    checks = "\n\ndef test_it_multiplies_again(submission):\n    expect(submission.Scale(3)(2), 6, 'the product')\n"
    root = write_course(SAME, REFERENCE.replace("return self.factor * x", loop))
    (root / "exercises/lesson1/test_scale.py").write_text(SCALE + checks)
    said = view(root)
    assert (root / "calls").read_text() == "x"
    assert "✗ Scale" in said
    assert "1/4" in said
    assert "timed out: no result within" in said


def test_the_table_the_page_and_the_verdict_agree(write_course):
    root = write_course(SAME, HALF)
    grade(root)
    assert "Scale: in progress" in (root / "graded/index.html").read_text()
    assert 'class="in-progress">~</span> Scale' in (root / "graded/feedback/anna.html").read_text()
    checks = json.loads((root / "graded/verdicts/anna.json").read_text())["checks"]
    assert [(check["status"], check["reason"]) for check in checks if check["exercise"] == "Scale"] == [
        ("passed", ""),
        ("failed", "unfinished"),
    ]


def test_code_that_uses_another_exercise_s_stub_is_told_whose_it_is(write_course):
    source = RELEASED.replace("return x + x", "return Scale(2)(x)")
    assert "it uses Scale, which is still a stub: Keep the factor." in terminal(write_course(SAME, source))


def test_an_error_of_one_s_own_that_is_no_stub_is_an_error(write_course):
    source = REFERENCE.replace(
        "return x + x", "if x == 2:\n        raise NotImplementedError('even')\n    return x + x"
    )
    assert "your code raised: NotImplementedError: even" in terminal(write_course(SAME, source))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        # the call is written but for one branch, where the stub was moved to
        (
            HALF.replace(
                '        raise NotImplementedError("Return x times',
                '        if x > 0:\n            raise NotImplementedError("Return x times',
            ),
            "`__call__` is still a stub in part (exercises/lesson1/numbers.py:16): Return x times the factor.",
        ),
        # the sentence of the stub is gone
        (
            HALF.replace('NotImplementedError("Return x times the factor.")', "NotImplementedError"),
            "`__call__` is still a stub",
        ),
        # one part uses another exercise, which is a stub, and another part is still a stub itself
        (
            HALF.replace("self.factor = factor", "self.factor = double(factor)").replace(
                "return x + x", 'raise NotImplementedError("Return twice the number.")'
            ),
            (
                "`__call__` is still a stub: Return x times the factor.\n"
                "    it uses double, which is still a stub: Return twice the number."
            ),
        ),
    ],
)
def test_a_half_written_exercise_names_the_part_of_its_own_that_is_still_a_stub(write_course, source, sentence):
    assert f"in progress\n    {sentence}\n" in terminal(write_course(SAME, source))


ROWS = """\
import pytest
import torch

from grader.checks import expect

pytestmark = pytest.mark.exercise("double")


def test_rows(submission):
    x = torch.arange(6.0).reshape(3, 2).sqrt()
    expect(submission.double(x), 2 * x, "double(x)")
"""


@pytest.mark.parametrize("view", [terminal, watch, notebook, grade], ids=lambda view: view.__name__)
def test_the_kind_of_a_difference_is_said_everywhere(write_course, view):
    root = write_course(ROWS, REFERENCE.replace("return x + x", "return (x + x).flip(0)"))
    assert "The rows are right, but in reverse order." in view(root)


def test_a_verdict_holds_the_kind_of_a_difference_as_data(write_course):
    root = write_course(ROWS, REFERENCE.replace("return x + x", "return (x + x).flip(0)"))
    grade(root)
    checks = json.loads((root / "graded/verdicts/anna.json").read_text())["checks"]
    kinds = [check["message"]["kind"] for check in checks if check["exercise"] == "double"]
    assert kinds == [{"id": "reversed", "sentence": "The rows are right, but in reverse order."}]
