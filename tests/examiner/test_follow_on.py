"""A mistake in one exercise is charged once, also where a later exercise builds on it."""

import contextlib
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.candidate.loader import Cell, Module
from grader.examiner.orders import Job, Order, Ready
from grader.examiner.verdict import Verdict
from grader.outcome import totals

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = (ROOT / "solutions/lesson5/wavenet.py").read_text("utf-8")


@contextlib.contextmanager
def worker_for(lesson):
    """A function from sources to verdict, through one worker."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "grader.examiner.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def put(message):
        worker.stdin.write(msgspec.json.encode(message) + b"\n")
        worker.stdin.flush()
        return worker.stdout.readline()

    order = Order(lesson, str(ROOT / "exercises" / lesson), seed=5, training=False)
    msgspec.json.decode(put(order), type=Ready)

    def run(*sources):
        cells = [Cell(f"wavenet{i}.py", source) for i, source in enumerate(sources)]
        return msgspec.json.decode(put(Job("s", "d", [Module("wavenet", cells)])), type=Verdict)

    yield run
    worker.stdin.close()
    worker.wait(20)


@pytest.fixture(scope="module")
def examine():
    with worker_for("lesson5") as run:
        yield run


def points(verdict, exercise):
    return totals(verdict.exercises()[exercise])


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
    assert any("a correct Embedding in place of yours" in o.note for o in verdict.exercises()["WaveNet"])


def test_a_model_on_top_of_a_stub_keeps_its_points(examine):
    stub = "class BatchNorm1d:\n    def __init__(self, *args, **kwargs): raise NotImplementedError('Write it.')\n"
    verdict = examine(REFERENCE, stub)
    assert points(verdict, "WaveNet")[0] == points(verdict, "WaveNet")[1]
    assert points(verdict, "BatchNorm1d")[0] == 0


def test_a_broken_model_loses_its_points_whatever_is_below(examine):
    wrong = "class WaveNet:\n    def __init__(self, *sizes): self.e = Embedding(27, 27)\n" + (
        "    def __call__(self, X): return self.e(X)[:, 0]\n    def parameters(self): return self.e.parameters()\n"
    )
    verdict = examine(REFERENCE, BROKEN, wrong)
    assert points(verdict, "WaveNet")[0] < points(verdict, "WaveNet")[1]


def test_the_stand_ins_are_right(examine):
    standins = (ROOT / "exercises/lesson5/standins.py").read_text("utf-8")
    verdict = examine(REFERENCE, standins)
    lost = [o.check for o in verdict.outcomes if o.status != "passed" and o.reason != "forbidden"]
    assert lost == []


@pytest.mark.parametrize("lesson", [path.name for path in sorted((ROOT / "exercises").glob("lesson*"))])
def test_stubs_earn_nothing(lesson):
    stubs = [path.read_text("utf-8") for path in sorted((ROOT / "solutions" / lesson).glob("*.py"))]
    stubs = [
        re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "raise NotImplementedError('Write it.')", s, flags=re.S)
        for s in stubs
    ]
    with worker_for(lesson) as run:
        verdict = run(*stubs)
    assert [o.check for o in verdict.outcomes if o.earned] == []
