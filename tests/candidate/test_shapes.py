"""An error inside of a layer says where in the model it arose, by the shapes from layer to layer."""

import pytest
import torch

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.plugin.judge import raised_message
from grader.protocol import operations as op
from grader.protocol import wire
from grader.protocol.source import Cell, Module
from grader.results.text import message_text

SOURCE = """
import torch
class Embedding:
    def __init__(self, n, d): self.weight = torch.zeros(n, d)
    def __call__(self, x):
        self.out = self.weight[x]
        return self.out
class Flatten:
    def __init__(self, n): self.n = n
    def __call__(self, x):
        B, T, C = x.shape
        self.out = x.view(B, T // self.n, C * self.n)
        return self.out
class Linear:
    def __init__(self, i, o): self.weight = torch.zeros(i, o)
    def __call__(self, x):
        self.out = x @ self.weight
        return self.out
class Sequential:
    def __init__(self, layers): self.layers = layers
    def __call__(self, x):
        for layer in self.layers: x = layer(x)
        self.out = x
        return x
class Model:
    def __init__(self):
        self.body = Sequential([Flatten(2), Linear(20, 68)])
        self.layers = [Embedding(27, 24), self.body]
    def __call__(self, IX):
        x = IX
        for layer in self.layers: x = layer(x)
        return x
"""


def answer(source=SOURCE):
    """Return what is raised when indices (4, 8) go through the model for a second time, as it was sent."""
    executor = Executor(Namespace([Module("m", [Cell("m.py", source)])]))
    model = executor.run(op.Call(op.Symbol("Model")))
    raised = [executor.run(op.Call(model, [torch.zeros(4, 8, dtype=torch.int64)])) for _ in range(2)]
    return raised[1]


def test_the_way_of_the_shapes_leads_up_to_the_layer_that_raised():
    received = wire.value_of(wire.encode(answer()))
    assert "mat1 and mat2 shapes cannot be multiplied" in received.message
    text = message_text(raised_message(received, []))
    way = "Embedding(27, 24) (4, 8) -> (4, 8, 24) · Flatten(2) -> (4, 4, 48) · Linear(20, 68): error"
    assert f"shapes     {way}" in text


def test_the_first_layer_of_a_model_is_named_with_what_it_got():
    source = SOURCE.replace("Embedding(27, 24)", "Embedding(0, 27)")
    text = message_text(raised_message(answer(source), []))
    assert "shapes     Embedding(0, 27) (4, 8): error" in text


@pytest.mark.parametrize("shape", [[-1], ["a"], [2**50], [1] * 9, "ab", [True], [None]])
def test_a_forged_shape_is_refused(shape):
    forged = op.Raised("error", "E", "m", steps=[op.LayerStep("Linear", shape, None)])
    with pytest.raises(wire.WireError):
        wire.value_of(wire.encode(forged))


def test_a_forged_name_is_cleaned_and_cut_and_steps_are_few():
    forged = op.Raised("error", "E", "m", steps=[op.LayerStep("\x1b[31mL\n" * 50, [2], "\x1b[31mA\n" * 50)] * 100)
    received = wire.value_of(wire.encode(forged))
    assert len(received.steps) <= 16
    for text in {text for step in received.steps for text in (step.layer, step.gave)}:
        assert len(text) <= 80
        assert "\x1b" not in text
        assert "\n" not in text


@pytest.mark.parametrize(
    "class_of_a_layer",
    [
        "class Meta(type):\n    __name__ = property(lambda cls: 1 / 0)\nclass Linear(Linear, metaclass=Meta): pass",
        "class Linear(Linear):\n    __dict__ = property(lambda self: 1 / 0)",
        "class Linear(Linear):\n    __class__ = property(lambda self: 1 / 0)",
    ],
)
def test_a_class_that_does_not_want_to_be_looked_at_still_gets_its_own_error(class_of_a_layer):
    first, second = SOURCE.split("class Sequential:")
    raised = answer(f"{first}{class_of_a_layer}\nclass Sequential:{second}")
    assert "mat1 and mat2 shapes cannot be multiplied" in raised.message
    assert wire.value_of(wire.encode(raised)) == raised


def test_no_call_is_recorded_until_the_submission_has_raised_in_the_same_check():
    source = "import sys\ndef profiled(n):\n    if n < 0: raise ValueError(n)\n    return sys.getprofile() is not None"
    executor = Executor(Namespace([Module("m", [Cell("m.py", source)])]))

    def profiled(n):
        return executor.run(op.Call(op.Symbol("profiled"), [n]))

    assert not profiled(0)
    assert profiled(-1).type == "ValueError"
    assert profiled(0)
    executor.run(op.Rules([]))
    assert not profiled(0)
