"""An error inside of a layer shows the shapes from layer to layer up to it, as they were in this very call."""

import re
import subprocess
import sys
from pathlib import Path

import hypothesis  # noqa: F401
import pytest
import torch  # noqa: F401  (pytester forgets what a run imports, and torch cannot be imported twice)

import grader.checks
import grader.plugin.local  # noqa: F401

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
CHECKS = """
import pytest, torch
from hypothesis import given
from grader.checks import expect, sizes

pytestmark = pytest.mark.exercise("Net")

@given(n=sizes(2, 5))
def test_any_batch(submission, n):
    expect(submission.Net()(torch.ones(n, 4)), torch.zeros(n, 3), "the output")

def test_a_batch_of_two(submission):
    expect(submission.Net()(torch.ones(2, 4)), torch.zeros(2, 3), "the output")
"""
LAYERS = """
import torch
class Linear:
    def __init__(self, i, o): self.weight = torch.zeros(i, o)
    def __call__(self, x):
        self.out = x @ self.weight
        return self.out
class Double:
    def __call__(self, x): return torch.cat([x, x], 1)
class Net:
    def __init__(self): self.layers = [{layers}]
    def __call__(self, x):
        for layer in self.layers: x = layer(x)
        return x
"""


SQUASH = """class Squash:
    def __call__(self, x): return torch.tanh(x)
    def parameters(self): return []


"""


@pytest.fixture
def said(pytester):
    """Return a function that gives the way of the shapes that a student reads about a `Net`, the same in all checks."""
    pytester.makefile(".ini", pytest="[pytest]\naddopts = --import-mode=importlib")
    folder = pytester.mkdir("exercises") / "lesson1"
    folder.mkdir()
    (folder / "test_net.py").write_text(CHECKS)

    def run(source: str) -> str:
        (folder / "net.py").write_text(source)
        result = pytester.runpytest_inprocess("exercises/lesson1", "-p", "no:randomly", "--all")
        text = result.stdout.str()
        ways = re.findall(r"^ +shapes +(.*)", text, re.MULTILINE)
        assert len(ways) == text.count("your code raised") == 1
        assert "(same message as above)" in text
        return ways[0]

    return run


def net(layers: str) -> str:
    return LAYERS.format(layers=layers)


def test_every_layer_shows_also_one_that_keeps_nothing_whether_or_not_the_check_draws_examples(said):
    way = said(net("Linear(4, 8), Double(), Linear(8, 3)"))
    assert way == "Linear(4, 8) (2, 4) -> (2, 8) · Double -> (2, 16) · Linear(8, 3): error"


def test_layers_of_torch_show_like_any_others(said):
    way = said(net("torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(9, 3)"))
    assert way == "Linear(4, 8) (2, 4) -> (2, 8) · Tanh -> (2, 8) · Linear(9, 3): error"


def test_what_a_layer_keeps_of_an_earlier_call_is_not_taken_for_this_one(said):
    source = net("Linear(4, 8), Linear(9, 3)") + "        self.layers[0].out = 3\n"
    source = source.replace("class Net:", "used = Linear(4, 8)\nused(torch.ones(7, 4))\nclass Net:")
    source = source.replace("x = layer(x)", "x = layer(x); used.out, layer.out = torch.ones(9), torch.ones(9)")
    assert said(source) == "Linear(4, 8) (2, 4) -> (2, 8) · Linear(9, 3): error"


def test_what_goes_into_a_layer_is_said_where_it_is_not_what_the_one_before_gave(said):
    source = net("Linear(4, 8), Linear(8, 3)").replace("x = layer(x)", "x = layer(x).T")
    assert said(source) == "Linear(4, 8) (2, 4) -> (2, 8) · Linear(8, 3) (8, 2): error"


def test_a_layer_that_returns_nothing_is_seen(said):
    source = net("Linear(4, 8), Double(), Linear(16, 3)").replace("return torch.cat", "torch.cat")
    assert said(source) == "Linear(4, 8) (2, 4) -> (2, 8) · Double -> None · Linear(16, 3): error"


def test_an_error_that_the_model_makes_between_its_layers_is_told_from_one_of_a_layer(said):
    source = net("Linear(4, 8), Double()").replace("        return x\n", "        return x.view(5)\n")
    assert said(source) == "Linear(4, 8) (2, 4) -> (2, 8) · Double -> (2, 16) · Net: error"


def test_layers_within_layers_are_shown_as_far_as_they_lead_to_the_error(said):
    source = net("Inner(), Inner(9)") + "class Inner(Net):\n    def __init__(self, i=4):\n"
    source += "        self.layers = [Linear(4, 4), Linear(i, 4)]\n"
    assert said(source) == "Inner (2, 4) -> (2, 4) · Linear(4, 4) -> (2, 4) · Linear(9, 4): error"


def test_a_wavenet_of_lesson_5_with_a_level_too_wide_says_at_which_level(tmp_path):
    source = (ROOT / "solutions/lesson5/wavenet.py").read_text()
    wrong = source.replace("            width = n_hidden\n", "            width = 2 * n_hidden\n", 1)
    assert wrong != source
    wrong = wrong.replace("Tanh()]", "Squash()]").replace("class WaveNet:", f"{SQUASH}class WaveNet:")
    (tmp_path / "wavenet.py").write_text(wrong)
    command = [sys.executable, "-m", "pytest", "exercises/lesson5/test_wavenet.py", "--against", str(tmp_path),
               "-m", "not training", "--all", "-p", "no:cacheprovider"]  # fmt: skip
    text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300).stdout
    ways = re.findall(r"^ +shapes +(.*(?:\n {11,}.*)*)", text, re.MULTILINE)
    assert ways
    for way in ways:
        assert "Embedding(" in way
        assert "-> ?" not in way
        last = r"(Squash|FlattenConsecutive\(2\)) -> \([\d, ]+\) · Linear\([\d, ]+\): error$"
        assert re.search(last, " ".join(way.split()))
