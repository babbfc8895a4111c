"""What is learnt from one submission makes the next one's verdict faster, and changes nothing in it."""

import contextlib

import msgspec
import pytest
import torch

from grader.examiner.limits import Limits
from grader.examiner.replay.script import Recorder
from grader.examiner.worker_protocol import ExaminerSettings
from grader.protocol import operations as op
from grader.protocol.source import Cell
from grader.results.check import totals

CHECKS = """
import pytest
from hypothesis import given
from grader.checks import Rival, expect, expect_error, seeds, sizes
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("double")

@given(seed=seeds(), n=sizes(1, 4))
def test_it_doubles(submission, seed, n):
    x = normal((n,), seed)
    expect(submission.double(x), 2 * x, "double(x)", rivals=[Rival(x**2, "That is the square.")])

@given(seed=seeds())
def test_twice_is_four_times(submission, seed):
    x = normal((3,), seed)
    once = submission.double(x)
    expect(submission.double(once), 4 * x, "double(double(x))")

@given(n=sizes(1, 4))
def test_a_text_is_an_error(submission, n):
    expect_error(lambda: submission.double("a" * n), "a text has no double", kinds=["TypeError"])

def test_zero_stays_zero(submission):
    expect(submission.double(0.0), 0.0, "double(0.0)")
"""
RIGHT = """
def double(x):
    if isinstance(x, str):
        raise TypeError("a text")
    return 2 * x
"""
STUB = "def double(x): raise NotImplementedError('double is not written yet.')"
WRONG = {
    "a square": RIGHT.replace("2 * x", "x ** 2"),
    "wrong from the thirtieth call on": """
calls = 0
def double(x):
    if isinstance(x, str):
        raise TypeError("a text")
    global calls
    calls += 1
    return (2 if calls < 30 else 3) * x
""",
    "an endless loop": RIGHT.replace("return 2 * x", "while True: pass"),
    "the end of its process": "import os\n" + RIGHT.replace("return 2 * x", "os._exit(3)"),
}
SPY = """
import sys
from grader.protocol import wire

def double(x):
    if isinstance(x, str):
        raise TypeError("a text")
    frame = sys._getframe()
    while frame and "script" not in frame.f_locals:
        frame = frame.f_back
    if frame is None:
        return x  # asked one by one: it knows nothing
    print("a script")
    asked = [wire.decode(*parts) for parts in wire.split(frame.f_locals["script"].numpy().tobytes())]
    calls = [call.args[0] for call in asked if hasattr(call, "args")]
    place = next(i for i, argument in enumerate(calls) if getattr(argument, "tolist", list)() == x.tolist())
    return calls[place + 1] if place % 2 == 0 else 2 * x
"""


@pytest.fixture(scope="module")
def course(worker_for, lesson_with):
    """A function that starts a worker with the checks above."""
    checks = lesson_with(CHECKS)

    @contextlib.contextmanager
    def start(total_seconds=30):
        limits = Limits(call_seconds=0.5, total_seconds=total_seconds)
        with worker_for(ExaminerSettings("lesson9", str(checks), seed=3, limits=limits), "double") as examine:
            yield lambda source: examine(Cell("double.py", source))

    return start


@pytest.fixture(scope="module")
def fresh(course):
    """The verdicts of workers that have seen no other submission."""
    verdicts = {}
    for name, source in WRONG.items():
        with course() as run:
            verdicts[name] = run(source)
    return verdicts


@pytest.fixture(scope="module")
def knowing(course):
    """A worker that has seen right submissions."""
    with course() as run:
        assert points(run(RIGHT)) == points(run(RIGHT)) == 4
        yield run


@pytest.mark.parametrize("name", WRONG)
def test_a_verdict_does_not_depend_on_what_was_examined_before(fresh, knowing, name):
    assert plain(knowing(WRONG[name])) == plain(fresh[name])


def test_other_right_answers_pass_too(knowing):
    assert points(knowing(RIGHT.replace("2 * x", "x + x"))) == 4


def test_a_stub_is_a_stub(knowing):
    assert {check.reason for check in knowing(STUB).checks} == {"stub"}


def test_a_script_does_not_tell_one_submission_what_another_has_answered(knowing):
    verdict = knowing(SPY)
    assert "a script" in verdict.output  # there was one to look into
    results = {check.title: check.status for check in verdict.checks}
    assert results["twice is four times"] == results["it doubles"] == "failed"


@pytest.mark.parametrize(("numbers", "told"), [((1, 2), False), ((1, 1), True), ((2, 3), True), ((72, 105), True)])
def test_a_submission_that_numbers_its_objects_itself_is_not_learnt_from(numbers, told):
    recorder = Recorder()
    recorder.note(op.Reset(1), None)
    first, second = (op.Ref(number, "Layer") for number in numbers)
    recorder.note(op.Call(op.Symbol("Layer")), first)
    recorder.note(op.Call(op.Symbol("Layer")), [second])
    recorder.note(op.Call(first, [second]), torch.ones(2))
    assert recorder.untold(lambda foreseen: True, recorder.script()) is not told


def test_the_time_of_a_submission_is_up_where_scripts_are_known_too(course):
    slow = RIGHT.replace("    return 2", "    time.sleep(0.06)\n    return 2")
    with course(total_seconds=1.5) as run:
        assert points(run(RIGHT)) == points(run(RIGHT)) == 4
        last = run("import time\n" + slow).checks[-1]
    assert "used up" in last.message.headline


def plain(verdict):
    """A verdict without what the clock says."""
    return [msgspec.structs.replace(check, seconds=0.0) for check in verdict.checks]


def points(verdict):
    return totals(verdict.checks)[0]
