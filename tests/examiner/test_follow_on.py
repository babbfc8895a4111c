"""A mistake in one exercise is charged once, also where a later exercise builds on it."""

import re
from pathlib import Path

import pytest

from grader.examiner.worker_protocol import ExaminerSettings
from grader.protocol.source import Cell, Module

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = (ROOT / "solutions/lesson5/wavenet.py").read_text("utf-8")


@pytest.fixture(scope="module")
def examine(worker_for):
    """A function from sources to verdict on lesson 5."""
    with worker_for(order_of("lesson5"), "wavenet") as run:
        yield lambda *sources: run(*cells_of(*sources))


def order_of(lesson):
    return ExaminerSettings(lesson, str(ROOT / "exercises" / lesson), seed=5, training=False)


def cells_of(*sources):
    return [Cell(f"wavenet{i}.py", source) for i, source in enumerate(sources)]


def points(verdict, exercise):
    found = verdict.exercise(exercise)
    return found.earned, found.points


BROKEN = """
class Embedding:
    def __init__(self, n, d): self.weight = torch.randn((n, d))
    def __call__(self, IX): return self.weight[IX].flatten(1)
    def parameters(self): return [self.weight]
"""


def test_a_model_keeps_its_points_when_only_a_layer_below_is_broken(examine):
    verdict = examine(REFERENCE, BROKEN)
    earned, most = points(verdict, "WaveNet")
    assert earned == most
    assert points(verdict, "Embedding")[0] < points(verdict, "Embedding")[1]
    assert any("a correct Embedding in place of yours" in o.note for o in verdict.exercise("WaveNet").checks)


def test_a_model_on_top_of_a_stub_keeps_its_points(examine):
    stub = "class BatchNorm1d:\n    def __init__(self, *args, **kwargs): raise NotImplementedError('Write it.')\n"
    verdict = examine(REFERENCE, stub)
    assert points(verdict, "WaveNet")[0] == points(verdict, "WaveNet")[1]
    assert points(verdict, "BatchNorm1d")[0] == 0


def test_a_broken_model_loses_its_points_whatever_is_below(examine):
    wrong = (
        "class WaveNet:\n    def __init__(self, *sizes): self.e = Embedding(27, 27)\n"
        "    def __call__(self, X): return self.e(X)[:, 0]\n    def parameters(self): return self.e.parameters()\n"
    )
    verdict = examine(REFERENCE, BROKEN, wrong)
    assert points(verdict, "WaveNet")[0] < points(verdict, "WaveNet")[1]


def test_the_stand_ins_are_right(examine):
    standins = (ROOT / "exercises/lesson5/standins.py").read_text("utf-8")
    verdict = examine(REFERENCE, standins)
    lost = [o.check for o in verdict.checks if o.status != "passed" and o.reason != "forbidden"]
    assert lost == []


FORGETS_B_OUT = """
class StatefulRNN(StatefulRNN):
    def __call__(self, X): return super().__call__(X) - self.b_out
"""


@pytest.fixture(scope="module")
def examine_lesson6(worker_for):
    with worker_for(order_of("lesson6"), "lesson6") as run:
        yield run


def in_two_modules(rnn, collab):
    return [Module("rnn", [Cell("rnn.py", rnn)]), Module("collab", [Cell("collab.py", collab)])]


def in_two_modules_the_other_way(rnn, collab):
    return in_two_modules(rnn, collab)[::-1]


def in_one_notebook(rnn, collab):
    return [Module("lesson6", [Cell("lesson6.ipynb[1]", rnn), Cell("lesson6.ipynb[2]", collab)])]


def imported_by_the_other(rnn, collab):
    return in_two_modules_the_other_way(rnn, "from rnn import StatefulRNN\n" + collab)


@pytest.mark.parametrize("form", [in_two_modules, in_two_modules_the_other_way, in_one_notebook, imported_by_the_other])
def test_a_mistake_is_charged_once_in_every_form(examine_lesson6, form):
    rnn, collab = ((ROOT / f"solutions/lesson6/{name}.py").read_text("utf-8") for name in ("rnn", "collab"))
    verdict = examine_lesson6(*form(rnn + FORGETS_B_OUT, collab))
    lost = {check.exercise for check in verdict.checks if not check.earned and not check.training}
    assert lost == {"StatefulRNN"}
    assert any("a correct StatefulRNN" in check.note for check in verdict.exercise("generate").checks)


@pytest.mark.parametrize("lesson", [path.name for path in sorted((ROOT / "exercises").glob("lesson*"))])
def test_stubs_earn_nothing(worker_for, lesson):
    stubs = [path.read_text("utf-8") for path in sorted((ROOT / "solutions" / lesson).glob("*.py"))]
    stubs = [
        re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "raise NotImplementedError('Write it.')", s, flags=re.DOTALL)
        for s in stubs
    ]
    with worker_for(order_of(lesson), "wavenet") as run:
        verdict = run(*cells_of(*stubs))
    assert {check.reason for check in verdict.checks} == {"stub"}
    assert [o.check for o in verdict.checks if o.earned] == []
