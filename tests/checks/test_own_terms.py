"""A property of a program with wrong values is judged on the program's own terms; one with right values is not."""

import pytest
import torch
from torch import Tensor

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.candidate.traps import Traps
from grader.checks import Rival, own_terms
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


N = torch.randn(4, 3, generator=torch.Generator().manual_seed(1), dtype=torch.float64)  # many digits each
OTHER = torch.randn(4, 3, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
SQUARES = Rival(N**2, "These are squares.", id="squares")


@pytest.mark.parametrize(
    "answer",
    [N, N.float(), N**2, 2 * N, N + 3, -N, N.T, N.flip(0), N[:1], N.flatten(), N.cumsum(1)],
)
def test_what_one_mistake_makes_of_an_answer_is_near_it(answer: Tensor) -> None:
    assert own_terms.is_near(answer, N, rivals=[SQUARES])


@pytest.mark.parametrize(
    "answer",
    [N * 0, torch.ones_like(N), N.sum() * N**2 + N, OTHER, N.sum(0).expand_as(N), N * torch.nan, None, "x", []],
)
def test_what_any_program_could_answer_is_not(answer: object) -> None:
    assert not own_terms.is_near(answer, N, rivals=[SQUARES])


def test_the_input_as_it_was_is_not_near_although_it_is_a_known_mistake() -> None:
    assert own_terms.is_near(N, 5 * OTHER, rivals=[Rival(N, "This is the input.", id="input")])
    assert not own_terms.is_near(N, 5 * OTHER, rivals=[Rival(N, "This is the input.", id="input")], given=[N])


def test_a_call_that_raises_finds_nothing_near() -> None:
    submission = written("def f(x):\n    assert len(x) > 2\n    return x\n")
    assert not own_terms.is_near_once(lambda: own_terms.is_near(submission.f(X), X))
    assert own_terms.is_near_once(
        lambda: own_terms.is_near(submission.f(X), X), lambda: own_terms.is_near(submission.f(X.T), X.T)
    )


@pytest.mark.parametrize(
    ("body", "near", "message"),
    [
        ("return 2 * x", True, None),
        ("return 2 * x", False, "neither right nor one mistake away from that"),
        ("return x.add_(1)", True, "the input after the call is wrong"),
        ("x += 1\n    return None", True, "f.x. is wrong"),
    ],
)
def test_an_input_counts_as_kept_only_by_a_call_that_answers(body: str, near: bool, message: str | None) -> None:
    submission = written(f"def f(x):\n    {body}\n")

    def ask() -> None:
        own_terms.expect_inputs_kept(
            submission, submission.f, X, near=near, form=X, what="f(x)", kept={"the input after the call": ""}
        )

    if message is None:
        ask()
    else:
        with pytest.raises(CheckFailure, match=message):
            ask()


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
