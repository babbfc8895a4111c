"""Errors of Python and torch whose own words do not name the slip are said in other words as well."""

import pytest
import torch

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.plugin.judge import raised_message
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module
from grader.results.text import message_text

SOURCE = """
import random, torch
class Module(torch.nn.Module):
    def __init__(self): self.weight = torch.nn.Parameter(torch.ones(2))
class Misspelt:
    def __int__(self, n): self.n = n
def f(x):
    leaf = torch.ones(2).requires_grad_()
    {}
"""
X = torch.ones(4, 3)


def said(line: str) -> str:
    """What a student reads about a function whose last line is this."""
    executor = Executor(Namespace([Module("m", [Cell("m.py", SOURCE.format(line))])]))
    raised = executor.run(op.Call(op.Symbol("f"), [X]))
    assert isinstance(raised, op.Raised), raised
    return message_text(raised_message(raised, []))


@pytest.mark.parametrize("name", ["max", "min", "sort", "median", "mode", "cummax", "topk", "kthvalue"])
def test_a_pair_is_named_with_its_parts_for_each_function_that_returns_one(name):
    words = f"`{name}` returns a pair here, (values, indices): take what you need of it, as in `.values`."
    pair = f"x.{name}(1)"
    for line in (f"x - {pair}", f"torch.sub(x, {pair})", f"-{pair}", f"{pair}.unsqueeze(1)", f"torch.stack([{pair}])"):
        assert words in said(f"return {line}")


def test_the_parts_of_other_results_are_named_as_they_are():
    assert "`linalg_eigh` returns a pair here, (eigenvalues, eigenvectors)" in said("x - torch.linalg.eigh(x.T @ x)")
    assert "`svd` returns a triple here, (U, S, V)" in said("x - x.svd()")
    assert "`aminmax` returns a pair here, (min, max)" in said("x - x.aminmax()")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Module()", "call `super().__init__()`"),
        ("Misspelt(3)", "`Misspelt` has no `__init__`"),
        ("x(0)", "a Tensor stands before them"),
        ("x.shape(0)", "a torch.Size stands before them"),
        ("list(x.sum)", "are its parentheses missing?"),
        ("x - x.sum", "are its parentheses missing?"),
        ("torch.exp(x.sum)", "are its parentheses missing?"),
        ("torch.zeros(2, 4 / 2)", "divide by `//`"),
        ("torch.randn(4 / 2, 2)", "divide by `//`"),
        ("x.view(2, 2, 6 / 2)", "divide by `//`"),
        ("x.view(2, 12 / 2)", "divide by `//`"),
        ("range(4 / 2)", "divide by `//`"),
        ("list(x)[4 / 4]", "divide by `//`"),
        ("[1, 2][: 0.8 * 2]", "`//` and `int(...)` make them"),
        ("x.long() @ x.T", "convert one of them"),
        ("leaf -= 1", "`x = x - y` makes a new one"),
        ("len(random.shuffle([1]))", "such as `shuffle`"),
        ("x @ None", "Something is None here"),
        ("torch.exp(None)", "Something is None here"),
        ("None.shape", "Something is None here"),
    ],
)
def test_a_message_that_does_not_name_the_slip_is_said_in_other_words(line, words):
    text = said(line)
    assert words in text
    assert text.count("\n") <= 6


@pytest.mark.parametrize("line", ["1 / 0", "x.view(5)", "x @ x", "raise ValueError('not float')", "x[9]", "zebra"])
def test_a_message_that_names_the_slip_is_left_alone(line):
    assert len(said(line).splitlines()) == 3  # what was raised, where, and the line
