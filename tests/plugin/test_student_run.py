"""What a student reads after `pytest exercises/lesson1`, on a course of one small lesson."""

import sys
import warnings

import hypothesis  # noqa: F401
import pytest
import torch  # noqa: F401  (pytester forgets what a run imports, and torch cannot be imported twice)

import grader.checks
import grader.plugin.local  # noqa: F401

pytest_plugins = ["pytester"]

CHECKS = """
import pytest, torch
from hypothesis import given
from grader.checks import Rival, expect, expect_error, sizes, tensors

pytestmark = pytest.mark.exercise("double", forbids=["torch.add"])

@pytest.mark.points(2)
@given(x=tensors(sizes(), sizes()))
def test_every_element_is_doubled(submission, x):
    expect(submission.double(x), 2 * x, "double(x)", rivals=[Rival(lambda: x * x, "This squares; double by adding.")])

@pytest.mark.points(3)
def test_text_is_an_error(submission):
    expect_error(lambda: submission.double(None), "None cannot be doubled, which has to be an error.")
"""
STUB = "def double(x):\n    raise NotImplementedError('Return twice the tensor.')\n"
RIGHT = "def double(x):\n    return x + x\n"


@pytest.fixture
def course(pytester):
    """A course with one lesson; returns a function that checks a submission and returns what was printed."""
    pytester.makefile(".ini", pytest="[pytest]\naddopts = --import-mode=importlib")
    folder = pytester.mkdir("exercises") / "lesson1"
    folder.mkdir()
    folder.joinpath("test_double.py").write_text(CHECKS)

    def run(source, *options, checks=CHECKS):
        folder.joinpath("test_double.py").write_text(checks)
        folder.joinpath("double.py").write_text(source)
        with warnings.catch_warnings():
            warnings.simplefilter("default")  # a student's run is a process of its own, without this folder's filters
            result = pytester.runpytest_inprocess("exercises/lesson1", "-p", "no:randomly", *options)
        return result.stdout.str() + result.stderr.str()

    return run


def test_a_stub_is_one_line_with_its_sentence_and_no_traceback(course):
    text = course(STUB)
    assert text.count("Return twice the tensor.") == 1
    assert "not started" in text
    assert "Traceback" not in text
    assert "0 of 5 points" in text
    assert "Next: double." in text


def test_a_right_solution_gets_all_points(course):
    text = course(RIGHT)
    assert "5 of 5 points" in text
    assert "All checks pass" in text


def test_a_known_wrong_answer_is_named_with_the_call_and_the_difference(course):
    text = course("def double(x):\n    if x is None: raise TypeError\n    return x * x\n")
    assert "This squares; double by adding." in text
    assert "called     double([[" in text
    assert "largest difference" in text
    assert "3 of 5 points" in text
    assert "Traceback" not in text


def test_the_same_mistake_shows_the_same_example_again(course):
    wrong = "def double(x):\n    return x + x + (x > 1)\n"
    first, again = ([line for line in course(wrong).splitlines() if "called" in line] for _ in range(2))
    assert len(first) == 1
    assert again == first


def test_a_message_has_at_most_a_dozen_lines(course):
    text = course("def double(x):\n    return x * x\n")
    shown = text.split("✗ every element is doubled")[1].split("✗")[0].splitlines()
    assert 2 < len([line for line in shown if line.startswith("        ")]) <= 12


def test_an_error_shows_the_students_own_line(course):
    text = course("def double(x):\n    wanted = x.shape[7]\n    return x\n")
    assert "IndexError" in text
    assert "double.py:2, in double" in text
    assert "wanted = x.shape[7]" in text


def test_a_syntax_error_shows_the_line_once(course):
    text = course("def double(x:\n    return x\n")
    assert text.count("this file or cell does not run: SyntaxError") == 1
    assert "double.py:1" in text


def test_an_import_that_fails_is_said_once_and_costs_only_what_uses_it(course):
    text = course(f"import pandas_of_nowhere as pd\n{RIGHT}\ndef plot(x):\n    pd.plot(x)\n")
    assert "5 of 5 points" in text
    assert text.count("double.py:1: pandas_of_nowhere is not installed here, and there is no") == 1
    assert "`plot` uses it." in text


def test_a_missing_function_is_named(course):
    assert "there is no `double`" in course("def dubble(x):\n    return 2 * x\n")


def test_an_empty_folder_says_what_is_expected(course, pytester):
    pytester.mkdir("empty")
    text = course(STUB, "--against", "empty")
    assert "there is no submission for lesson1" in text
    assert "Traceback" not in text


def test_a_forbidden_call_costs_the_points_and_names_the_call(course):
    text = course("import torch\ndef double(x):\n    return torch.add(x, x)\n")
    assert "not allowed: the task is to do this without" in text
    assert "`torch.add`" in text
    assert "0 of 5 points" in text


def test_prints_and_warnings_cost_nothing(course):
    noisy = "import warnings\ndef double(x):\n    print('hello')\n    warnings.warn('careful')\n    return x + x\n"
    text = course(noisy)
    assert "5 of 5 points" in text
    assert "careful" not in text


def test_an_endless_loop_ends_and_names_its_line(course):
    text = course("def double(x):\n    while True:\n        x = 1\n", "--time-limit", "0.5")
    assert "timed out: no result within" in text
    assert "double.py:" in text


def test_a_call_that_does_not_end_is_waited_for_once_in_each_exercise(course, pytester):
    source = "import pathlib\n\ndef double(x):\n    with pathlib.Path('calls').open('a') as file:\n"
    source += "        file.write('x')\n    while True:\n        y = [n for n in range(99_999)]\n"
    text = course(source, "--time-limit", "0.5")
    assert (pytester.path / "calls").read_text() == "x"
    assert "double.py:6, in double" in text
    assert "✗ text is an error: not run: a call of this exercise did not end; see above" in text
    assert "0 of 5 points" in text
    assert "✗ double" in text


def test_a_message_is_not_repeated_for_every_check_that_it_holds_for(course):
    more = CHECKS + "\ndef test_again(submission):\n    submission.double(torch.ones(2))\n"
    text = course("def double(x:\n    return x\n", checks=more)
    assert text.count("same message as above") == 1
    assert "✗ 2 more checks (same message as above)" in text


LAYER = """
import torch
class Scale:
    def __init__(self, n): self.weight = torch.ones(n)
    def __call__(self, x):
        self.out = x * self.weight
        return self.out
    def parameters(self): return [self.weight]
"""
CHECKS_OF_A_LAYER = """
import pytest, torch
from hypothesis import given
from grader.checks import expect, sizes
pytestmark = pytest.mark.exercise("Scale")

@given(n=sizes())
def test_it_lists_its_weight(submission, n):
    assert len(submission.Scale(n).parameters()) == 1

def test_gradients_reach_it(submission):
    x = torch.ones(2)
    assert submission.gradients(submission.Scale(2), x, cotangent=x).parameters[0] is not None

@given(n=sizes())
def test_the_result_is_kept(submission, n):
    layer, x = submission.Scale(n), torch.ones(n)
    layer(x)
    expect(layer.out, x, "layer.out")
    expect(layer.weight, x, "layer.weight")
"""


@pytest.mark.parametrize(
    ("right", "wrong", "says", "times"),
    [
        ("return [self.weight]", "[self.weight]", "`parameters()` returned None: is a return missing?", 2),
        ("return [self.weight]", "return self.weight", "`parameters()` returned a tensor of shape (2,)", 2),
        ("[self.weight]", "[self.weight] * 2000", "`parameters()` lists 2000 tensors", 2),
        ("self.out", "self.result", "`out` is missing: keep the result in `self.out`", 1),
        ("return [self.weight]", "return self.weight.sum", "returned a method: are its parentheses missing?", 1),
        ("self.weight", "self.factor", "`weight` is missing: the task asks for it in `Scale`", 1),
    ],
)
def test_what_a_check_does_not_find_is_not_said_to_have_been_raised(course, right, wrong, says, times):
    text = course(LAYER.replace(right, wrong), "--all", checks=CHECKS_OF_A_LAYER)
    assert says in text
    assert text.count(says) + text.count("same message") == times
    assert "your code raised" not in text
    assert "NoneType" not in text


KNOWN = """
import pytest, torch
from grader.checks import Rival, expect, require
pytestmark = pytest.mark.exercise("double")

def test_the_shape(submission):
    require(submission.double(torch.ones(2)).shape == (2,), "there should be two numbers")

def test_the_values(submission):
    x = torch.arange(1.0, 4.0)
    expect(submission.double(x), 2 * x, "double(x)", rivals=[Rival(lambda: x.sum(), "They were summed.", "summed")])
"""


def test_of_several_messages_the_one_that_knows_the_mistake_is_shown(course):
    text = course("def double(x):\n    return x.sum()\n", checks=KNOWN)
    assert "They were summed." in text
    assert "two numbers" not in text
    assert text.index("✗ the shape") < text.index("✗ the values")


def test_an_error_comes_before_a_mistake_that_is_known(course):
    source = "def double(x):\n    if len(x) == 2:\n        raise ValueError('no')\n    return x.sum()\n"
    text = course(source, checks=KNOWN)
    assert "your code raised: ValueError: no" in text
    assert "They were summed." not in text


@pytest.mark.parametrize(
    ("back", "named"),
    [("iter([x])", "an object of the class list_iterator"), ("x.sum", "a function that was not called")],
)
def test_what_came_back_in_place_of_a_value_is_named_by_its_kind(course, back, named):
    assert f"got        {named}" in course(f"def double(x):\n    return {back}\n")


def test_an_endless_loop_is_named_by_its_first_line(course):
    source = "def double(x):\n    n = 0\n    while n >= 0:\n        n += sum(range(99_999))\n    return x\n"
    text = course(source, "--time-limit", "0.5")
    assert "double.py:3, in double" in text
    assert "while n >= 0:" in text


@pytest.mark.skipif(sys.gettrace() is not None, reason="coverage traces as a debugger does, to which somebody types")
def test_input_says_that_nobody_types(course):
    text = course("def double(x):\n    return x * int(input('times? '))\n")
    assert "`input()` waits for somebody to type, and here nobody does; make the value an argument" in text
    assert "double.py:2" in text
    assert "pytest:" not in text


def test_what_takes_long_whenever_the_file_is_loaded_is_named(course):
    source = "import time\n" + RIGHT + "\nfor step in range(6):\n    time.sleep(0.2)\n"
    text = course(source)
    assert "5 of 5 points" in text
    assert '(`for step in range(6):`). Move that under `if __name__ == "__main__":`' in text
    assert "in line 5" in text


def test_code_elsewhere_is_checked_with_against(course, pytester):
    other = pytester.mkdir("mine with a space é") / "double.py"
    other.write_text(RIGHT)
    assert "5 of 5 points" in course(STUB, "--against", "mine with a space é")


def test_what_was_left_out_on_request_is_not_said_to_be_broken_off(course):
    text = course(RIGHT, "-k", "doubled")
    assert "1 check worth 3 left out by -k or -m" in text
    assert "not run" not in text.split("double ")[1].splitlines()[1]


def test_a_generator_that_has_been_used_is_not_shown_as_a_new_one(course):
    source = "import torch\ndef double(x):\n    return x\ndef draw(g):\n    return torch.rand(2, generator=g)\n"
    check = (
        "\n\ndef test_draws(submission):\n    g = submission.generator(0)\n    submission.draw(g)\n"
        "    expect(submission.draw(g), torch.zeros(2), 'the draws')\n"
    )
    text = course(source, "-k", "draws", checks=CHECKS + check)
    assert "draw(generator(0))" in text
    assert "draw(<generator(0), moved on>)" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("exercises/lesson9", "there is no lesson9 in exercises; there are: lesson1"),
        (
            "exercises/lesson1/test_doubel.py",
            "there is no test_doubel.py in exercises/lesson1; there are: test_double.py",
        ),
        ("exercises/lesson1 -k nothing", "-k or -m leaves out every check; -k takes a part of a name, such as: double"),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_those_that_do(course, pytester, words, sentence):
    course(RIGHT)
    result = pytester.runpytest_inprocess("-p", "no:randomly", *words.split())
    assert sentence in result.stdout.str() + result.stderr.str()
    assert result.ret != 0
