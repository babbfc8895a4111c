"""A name that is not there names the one that was meant, as Python does in a traceback."""

import pytest

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.plugin.judge import raised_message
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module
from grader.results.text import message_text

SOURCE = """
import torch
class Layer:
    dim = 2
    def __init__(self):
        self.weight, self.eps = torch.ones(2, 2), 1e-5
    def __call__(self, x):
        total = 2 * x
        return {}
"""


def said(line: str) -> str:
    """What a student reads about a layer that returns this."""
    executor = Executor(Namespace([Module("m", [Cell("m.py", SOURCE.format(line))])]))
    layer = executor.run(op.Call(op.Symbol("Layer")))
    return message_text(raised_message(executor.run(op.Call(layer, [1.0])), []))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("self.wieght", "weight"),
        ("self.weight.summ()", "sum"),
        ("torch.rnad(2)", "rand"),
        ("eps", "self.eps"),
        ("dim", "self.dim"),
        ("totl", "total"),
        ("X", "x"),
        ("pritn(1)", "print"),
        ("trch.ones(2)", "torch"),
    ],
)
def test_the_nearest_name_that_is_there_is_asked_for(line, meant):
    assert f"did you mean `{meant}`?" in said(line)


@pytest.mark.parametrize("line", ["self.zebra", "zebra", "[].zebra", "torch.zebra", "self.weight.zebra", "1 / 0"])
def test_nothing_is_guessed_where_no_name_is_near(line):
    assert "did you mean" not in said(line)


def test_what_the_task_asks_for_is_named_beside_what_is_there_instead():
    executor = Executor(Namespace([Module("m", [Cell("m.py", SOURCE.format("0"))])]))
    raised = executor.run(op.Get(executor.run(op.Call(op.Symbol("Layer"))), "weights"))
    text = message_text(raised_message(raised, []))
    assert text == "`weights` is missing: the task asks for it in `Layer`; is `weight` meant for it?"


def test_nothing_of_the_submission_is_called_to_find_a_name():
    source = """
class Layer:
    def __getattribute__(self, name): raise AttributeError("no " + name, name=name, obj=self)
    def __dir__(self): raise SystemExit
    def __call__(self): return self.zebra
"""
    executor = Executor(Namespace([Module("m", [Cell("m.py", source)])]))
    layer = executor.run(op.Call(op.Symbol("Layer")))
    assert executor.run(op.Call(layer)).message == "no zebra"
