"""Checks of `cross_entropy`: exact for logits of any size."""

import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes
from grader.checks.own_terms import (
    agrees,
    expect_dtype_kept,
    expect_inputs_kept,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    has_values,
    is_near,
    is_near_once,
)
from grader.checks.strategies import lay_out, normal

pytestmark = pytest.mark.exercise(
    "cross_entropy",
    forbids=[
        "torch.nn.CrossEntropyLoss", "torch.nn.NLLLoss", "torch.nn.LogSoftmax", "torch.nn.Softmax",
        "torch.nn.functional.cross_entropy", "torch.nn.functional.nll_loss", "torch.nn.functional.log_softmax",
        "torch.nn.functional.softmax", "torch.log_softmax", "torch.softmax",
        "torch.Tensor.log_softmax", "torch.Tensor.softmax",
    ],
)  # fmt: skip


SMALL = "A small number keeps the logarithm finite but makes it wrong: subtract log(sum(exp)) from the logit instead."
FLOORS = [
    *(lambda p, eps=eps: p + eps for eps in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12)),
    *(lambda p, eps=eps: p.clamp(min=eps) for eps in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12)),
]


def floored_gradient(floor, logits, targets):
    leaf = logits.detach().clone().requires_grad_()
    loss = -floor(leaf.softmax(1)[torch.arange(len(leaf)), targets]).log().mean()
    return torch.autograd.grad(loss, leaf)[0]


@st.composite
def questions(draw, scale=1.0, dtype=torch.float64, low=1):
    """(N, V) logits in any memory layout, and N targets."""
    N, V, seed = draw(sizes(low, 6)), draw(sizes(2, 6)), draw(seeds())
    logits = lay_out(
        scale * normal((N, V), seed, dtype), draw(st.sampled_from(["contiguous", "transposed", "strided"]))
    )
    return logits, torch.randint(V, (N,), generator=torch.Generator().manual_seed(seed))


def rivals(logits, targets):
    N, V = logits.shape
    logp = F.log_softmax(logits, 1)
    chosen = logp[torch.arange(N), targets]
    shifted = logits - logits.max(1, keepdim=True).values
    return [
        Rival(lambda: -chosen.sum(), "This is the sum over the examples; divide by their number.", id="sum-for-mean"),
        Rival(lambda: chosen.mean(), "The sign is missing: the loss is the negative mean log-likelihood.", id="sign-missing"),
        Rival(lambda: -chosen.sum() / logits.numel(), "The sum was divided by N * V; divide by N, the number of examples.", id="divided-by-all-numbers"),
        Rival(lambda: -chosen.mean().item(), "This is a Python number; return the tensor, without .item() or float(), or backward has nowhere to start.", id="returns-a-python-number"),
        Rival(lambda: -chosen, "These are the losses of the individual examples; take their mean.", id="losses-not-averaged"),
        Rival(lambda: -chosen.mean() / math.log(2), "This is in bits (log2); use the natural logarithm.", id="wrong-base"),
        Rival(lambda: -chosen.mean() / math.log(10), "This uses log10; use the natural logarithm.", id="wrong-base"),
        Rival(lambda: -chosen.exp().mean(), "The logarithm is missing: this is the negative mean probability.", id="logarithm-missing"),
        Rival(lambda: (1 - chosen.exp()).mean(), "This is one minus the probability; take the negative logarithm of it.", id="one-minus-the-probability"),
        Rival(lambda: -chosen.exp().mean().log(), "The mean comes before the logarithm; take the logarithms first, then their mean.", id="mean-before-logarithm"),
        Rival(lambda: -logp.mean(), "This averages the log-probabilities of all columns; only the target's column counts.", id="all-columns-averaged"),
        Rival(lambda: -logp[:, targets].mean(), "logp[:, targets] picks every target in every row; pair them: logp[arange(N), targets].", id="every-target-in-every-row"),
        Rival(lambda: -logp[targets].mean() if targets.max() < N else None, "logp[targets] picks whole rows; take one number of each row: logp[arange(N), targets].", id="rows-picked-by-targets"),
        Rival(lambda: -logits[torch.arange(N), targets].mean(), "The logits were not normalised: subtract the log of the sum of exponentials.", id="logits-not-normalised"),
        Rival(
            lambda: -F.log_softmax(logits, 0)[torch.arange(N), targets].mean(),
            "The softmax runs down the columns, over the examples; it should run over the V logits of each row.", id="softmax-over-the-batch",
        ),
        Rival(
            lambda: -torch.log_softmax(logits.flatten(), 0).view(N, V)[torch.arange(N), targets].mean(),
            "The softmax runs over the whole batch; each row needs its own softmax.", id="softmax-over-everything",
        ),
        Rival(lambda: F.cross_entropy(logits - logits.max(1).values, targets) if N == V else None, "The maxima were lined up with the columns instead of the rows: keep their dimension, max(1, keepdim=True).", id="keepdim-missing"),
        Rival(lambda: (shifted.exp().sum(1).log()[targets] - shifted[torch.arange(N), targets]).mean() if N == V else None, "The sums were lined up with the columns instead of the rows: keep their dimension, sum(1, keepdim=True).", id="keepdim-missing"),
        Rival(lambda: F.cross_entropy(logits.clamp(-50, 50), targets), "The logits were clamped to -50 ... 50; subtract the maximum of each row instead.", id="logits-clamped"),
        Rival(lambda: F.cross_entropy(logits.clamp(-100, 100), targets), "The logits were clamped to -100 ... 100; subtract the maximum of each row instead.", id="logits-clamped"),
        Rival(lambda: -chosen.mean() - logits.max(1).values.mean(), "The maximum was subtracted in the sum only: subtract it from the target's logit too, or add it back.", id="maximum-in-the-sum-only"),
        Rival(lambda: F.cross_entropy(-logits, targets), "The sign of the logits is wrong: larger logits mean larger probabilities.", id="logits-negated"),
        Rival(lambda: F.cross_entropy(logp.exp(), targets), "The softmax was taken twice.", id="softmax-twice"),
        Rival(lambda: (torch.logaddexp(logits.logsumexp(1), torch.zeros(())) - logits[torch.arange(N), targets]).mean(), "The sum of the exponentials is too large by 1.", id="sum-too-large-by-one"),
        *(Rival(lambda f=f: -f(chosen.exp()).log().mean(), SMALL, id="small-number-in-the-logarithm") for f in FLOORS),
    ]  # fmt: skip


def compares(submission, seed):
    """Whether the loss is right, or what one mistake makes of it."""

    def near(N, V):
        logits, targets = normal((N, V), seed), torch.randint(V, (N,), generator=torch.Generator().manual_seed(seed))
        right = F.cross_entropy(logits, targets)
        return is_near(submission.cross_entropy(logits, targets), right, rivals=rivals(logits, targets))

    return is_near_once(lambda: near(5, 4), lambda: near(4, 4), lambda: near(3, 6))


@pytest.mark.points(2)
@given(case=questions())
def test_it_equals_the_mean_negative_log_likelihood(submission, case):
    logits, targets = case
    right = F.cross_entropy(logits, targets)
    expect(submission.cross_entropy(logits, targets), right, "the loss", rivals=rivals(logits, targets))


@pytest.mark.points(1)
@given(case=questions(), shift=st.sampled_from([-1e4, -50.0, 3.0, 1e4]), seed=seeds())
def test_a_constant_added_to_a_row_changes_nothing(submission, case, shift, seed):
    logits, targets = case
    moved = logits + shift * normal((len(logits), 1), seed).sign()
    own = submission.cross_entropy(logits, targets)
    if has_values(own) and not agrees(own, F.cross_entropy(logits, targets)):
        expect_near(compares(submission, seed), "the loss")
        # adding 1e4 costs four digits, and some functions add up what remains
        expect(
            submission.cross_entropy(moved, targets), own, "the loss after a constant was added to every row",
            tolerance=1e-6, because="A softmax does not change when a constant is added to a row.",
        )  # fmt: skip
        return
    # adding 1e4 costs four digits of the logits themselves, so compare with torch on the same shifted numbers
    expect(
        submission.cross_entropy(moved, targets),
        F.cross_entropy(moved, targets),
        f"the loss after adding {shift:g} or {-shift:g} to every row",
        because="Exponentials of large numbers overflow, and those of very negative numbers vanish. A softmax does not change when "
        "a constant is subtracted from a row: subtract the largest logit of each row first.",
        rivals=rivals(moved, targets),
    )


def wrong_for_small_logits(submission, targets, V, seed):
    """Whether the loss is wrong where nothing can overflow either: there, another check compares it."""
    logits = normal((len(targets), V), seed)
    if agrees(submission.cross_entropy(logits, targets), F.cross_entropy(logits, targets)):
        return False
    expect_near(compares(submission, seed), "the loss")
    return True


@pytest.mark.points(1)
@given(case=questions(scale=400.0, dtype=torch.float32), seed=seeds())
def test_it_is_finite_and_exact_at_logits_of_a_thousand(submission, case, seed):
    logits, targets = case
    logits = logits.clone()
    logits[0] = torch.linspace(-1000, 900, logits.shape[1])  # uneven, or a mean would coincide with other mistakes
    targets[0] = 0
    got, right = submission.cross_entropy(logits, targets), F.cross_entropy(logits, targets)
    require(
        has_values(got),
        f"the loss for logits between -1000 and 900 is {got}; it should be {right.item():.4g}.\nEither exp(logits) overflows "
        "(subtract the maximum of each row first) or a probability became 0 and its logarithm became infinite (never form the "
        "probability: subtract log(sum(exp)) from the logit).",
        misconception="overflow-or-underflow",
    )
    if wrong_for_small_logits(submission, targets, logits.shape[1], seed):
        return
    expect(
        got, right, "the loss",
        rivals=rivals(logits, targets),
        because="With large logits the loss is large too, and it should be exact: were logits or probabilities clamped?",
    )  # fmt: skip


@pytest.mark.points(1)
@given(case=questions(low=2, dtype=torch.float32), seed=seeds())
def test_every_row_has_its_own_maximum(submission, case, seed):
    logits, targets = case
    logits = logits.clone()
    logits[0] += 1000.0
    logits[1] -= 1000.0
    got, right = submission.cross_entropy(logits, targets), F.cross_entropy(logits, targets)
    require(
        has_values(got),
        f"one row has logits near 1000, another near -1000, and the loss is {got} instead of {right.item():.4g}.\nOne maximum for the "
        "whole batch leaves nothing but zeros in the lower row: subtract the maximum of each row, with keepdim=True.",
        misconception="one-maximum-for-all-rows",
    )
    if wrong_for_small_logits(submission, targets, logits.shape[1], seed):
        return
    # float32 near 1000 is exact to 6e-5, and so are the inputs; both sides then subtract them exactly
    expect(got, right, "the loss of rows of very different scale", rivals=rivals(logits, targets))


@pytest.mark.points(2)
@given(case=questions(), seed=seeds())
def test_the_gradient_is_softmax_minus_one_hot_over_the_number_of_rows(submission, case, seed):
    logits, targets = case
    N, V = logits.shape
    result, cotangent = gradients_in_any_shape(
        submission, submission.cross_entropy, logits, targets, cotangent=torch.tensor(1.0).double()
    )
    if not agrees(result.output, F.cross_entropy(logits, targets), tolerance=1e-12):  # a small number changes little
        expect_near(compares(submission, seed), "the loss")
        run = lambda values: submission.cross_entropy(values, targets)  # noqa: E731
        expect_own_gradients(run, [logits], result.inputs[:1], cotangent, ["the logits"])
        return
    gradient = result.inputs[0]
    require(gradient is not None, "no gradient reaches the logits (detach, .data, no_grad, .item()?)")
    softmax, one_hot = torch.softmax(logits, 1), F.one_hot(targets, V).double()
    expect(
        gradient, (softmax - one_hot) / N, "the gradient of the logits",
        rivals=[
            Rival(softmax - one_hot, "The gradient lacks the 1/N of the mean.", id="gradient-not-averaged"),
            Rival(softmax / N, "The target's own logit does not contribute to the gradient: was it detached?", id="target-detached"),
            *(Rival(lambda f=f: floored_gradient(f, logits, targets), SMALL, id="small-number-in-the-logarithm") for f in FLOORS),
            Rival(-one_hot / N, "The sum of the exponentials does not contribute to the gradient: was it detached?", id="sum-detached"),
        ],
    )  # fmt: skip


@pytest.mark.points(0.75)
@given(case=questions(dtype=torch.float32), seed=seeds())
def test_the_dtype_is_kept(submission, case, seed):
    logits, targets = case
    expect_dtype_kept(
        lambda dtype: submission.cross_entropy(logits.to(dtype), targets),
        lambda dtype: [F.cross_entropy(logits.to(dtype), targets)],
        "the loss",
        rivals=rivals(logits, targets),
        attempt=compares(submission, seed),
    )


@pytest.mark.points(0.25)
@given(case=questions(dtype=torch.float32), seed=seeds())
def test_the_logits_stay_as_they_are(submission, case, seed):
    logits, targets = case
    expect_inputs_kept(
        submission, submission.cross_entropy, logits, targets, near=compares(submission, seed), form=None,
        what="the loss", kept={"the logits after the call": "The logits were changed in place (-=, sub_, exp_?); the model still needs them."},
    )  # fmt: skip
