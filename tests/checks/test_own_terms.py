"""A property of a program with wrong values is judged on the program's own terms; one with right values is not."""

import pytest
import torch
from torch import Tensor

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.candidate.traps import Traps
from grader.checks import own_terms
from grader.checks.errors import CheckFailure
from grader.checks.submission import Submission
from grader.plugin.local import LocalSession
from grader.protocol.source import Cell, Module

X = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]], dtype=torch.float64)
COTANGENT = torch.tensor([[1.0, 2.0, -1.0], [0.5, -2.0, 3.0]], dtype=torch.float64)


def written(source: str) -> Submission:
    """Return a submission whose module is this source."""
    modules = [Module("scratch", [Cell("scratch.py", "import torch\n" + source)])]
    return Submission(LocalSession(Executor(Namespace(modules), traps=Traps()), 10), modules)


def judge_gradient(source: str) -> None:
    """Judge the gradient of `f` on its own terms."""
    submission = written(source)
    result, cotangent = own_terms.gradients_in_any_shape(submission, submission.f, X, cotangent=COTANGENT)
    own_terms.expect_own_gradients(submission.f, [X], result.inputs, cotangent, ["x"])


@pytest.mark.parametrize(
    "body",
    [
        "3 * x",
        "x.tanh() * x",
        "x.sum(1)",
        "x.float() * 2",
        "x.float().double().exp()",
        "x.T",
        "torch.relu(x)",
        "torch.stack([x, x])",
    ],
)
def test_the_gradient_of_a_wrong_function_is_right_if_it_is_its_own(body: str) -> None:
    judge_gradient(f"def f(x):\n    return {body}\n")


@pytest.mark.parametrize(
    "body",
    ["3 * x + 2 * x.detach()", "x * x.detach()", "x.detach()", "torch.zeros_like(x)", "x.data + x.mean()"],
)
def test_a_graph_that_is_cut_is_noticed_whatever_the_values_are(body: str) -> None:
    with pytest.raises(CheckFailure, match="gradient"):
        judge_gradient(f"def f(x):\n    return {body}\n")


def test_a_truth_value_is_no_attempt_at_numbers() -> None:
    assert not own_terms.is_attempt(True)
    assert own_terms.is_attempt(1)


def test_millions_of_repeated_numbers_are_not_worked_on() -> None:
    with pytest.raises(CheckFailure, match="the result has 6000000 numbers, and there should be 6"):
        judge_gradient("def f(x):\n    return x[..., None].expand(2, 3, 1_000_000)\n")
    assert not own_terms.is_attempt(X[..., None].expand(2, 3, 1_000_000))
    assert own_terms.is_attempt(X)


def test_right_values_in_float64_have_to_be_right_in_float32_too() -> None:
    submission = written("def f(x):\n    return x if x.dtype == torch.float64 else x + 1\n")
    with pytest.raises(CheckFailure, match="float32"):
        own_terms.expect_dtype_kept(lambda dtype: submission.f(X.to(dtype)), lambda dtype: [X.to(dtype)], "f(x)")


def test_wrong_values_cost_nothing_more_if_their_dtype_is_kept() -> None:
    submission = written("def f(x):\n    return x + 1\n")
    own_terms.expect_dtype_kept(lambda dtype: submission.f(X.to(dtype)), lambda dtype: [X.to(dtype)], "f(x)")


@pytest.mark.parametrize("body", ["(x + 1).double()", "(x + 1).tolist()", "x / 0", "None"])
def test_another_form_is_noticed_whatever_the_values_are(body: str) -> None:
    submission = written(f"def f(x):\n    return {body}\n")
    with pytest.raises(CheckFailure):
        own_terms.expect_dtype_kept(lambda dtype: submission.f(X.to(dtype)), lambda dtype: [X.to(dtype)], "f(x)")


def test_its_own_values_stand_in_for_the_right_ones_only_where_they_are_wrong() -> None:
    assert own_terms.right_or_own(X.clone(), X) is X
    wrong = X + 1
    assert own_terms.right_or_own(wrong, X) is wrong
    for nothing in (None, "3", X * torch.nan, [], (X, None), X * 0, (X * 0, 0.0)):
        assert own_terms.right_or_own(nothing, X) is X


def test_zeros_and_the_input_as_it_was_are_no_attempt() -> None:
    assert own_terms.is_attempt(X + 1, X)
    assert own_terms.is_attempt((X * 0, X + 1), X)
    for nothing in (X * 0, X.clone(), X.float(), (X, X * 0), 0.0, None):
        assert not own_terms.is_attempt(nothing, X)
    assert own_terms.right_or_own(X, X + 1, given=[X]) is not X


@pytest.mark.parametrize("body", ["x", "torch.zeros_like(x)"])
def test_a_trivial_program_does_not_earn_the_point_for_the_dtype(body: str) -> None:
    submission = written(f"import torch\ndef f(x):\n    return {body}\n")
    with pytest.raises(CheckFailure):
        own_terms.expect_dtype_kept(
            lambda dtype: submission.f(X.to(dtype)),
            lambda dtype: [X.to(dtype) + 1],
            "f(x)",
            attempt=own_terms.is_attempt(submission.f(X), X),
        )


@pytest.mark.parametrize(
    ("body", "shows"),
    [
        ("return x", True),
        ("x.data.fill_(1)\n    return x", True),
        ("x.data = torch.ones_like(x)\n    return x", False),
        ("return x.clone()", False),
    ],
)
def test_a_result_shows_the_memory_that_was_given_only_if_it_is_that_memory(body: str, shows: bool) -> None:
    submission = written(f"def f(x):\n    {body}\n")
    _, after = submission.after_writing(submission.f, X, COTANGENT)
    assert isinstance(after, Tensor)
    assert torch.equal(after, COTANGENT) is shows
