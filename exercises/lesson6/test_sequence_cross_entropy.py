"""Checks of `sequence_cross_entropy`: the mean over rows and steps, with every target at its own place."""

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, index_tensors, require, seeds, sizes
from grader.checks.own_terms import (
    agrees,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    has_values,
    is_near,
    is_near_once,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("sequence_cross_entropy")


@st.composite
def questions(draw, square=False, low=1, plain=False):
    """(B, T, V) logits and (B, T) targets with at least `low` steps, in any memory layout or, if `plain`, contiguous."""
    B, V = draw(sizes(2, 4)), draw(sizes(2, 5))
    T = B if square else draw(sizes(low, 5))
    logits = normal((B, T, V), draw(seeds()))
    if not plain and draw(st.booleans()):  # what a model with time first gives after a transpose
        logits = logits.transpose(0, 1).contiguous().transpose(0, 1)
    targets = draw(index_tensors(B, T, high=V))
    return logits, targets.contiguous() if plain else targets


def single_losses(logits, targets):
    """The oracle: one row and one step at a time."""
    rows = [[-logits[b, t].log_softmax(0)[targets[b, t]] for t in range(targets.shape[1])] for b in range(len(targets))]
    return torch.stack([torch.stack(row) for row in rows])


def rivals(logits, targets):
    losses = single_losses(logits, targets)
    B, T, V = logits.shape
    return [
        Rival(losses.sum(), "This is the sum over rows and steps; take the mean.", id="sum-for-mean"),
        Rival(losses.mean(1).sum(), "Steps are averaged, but rows are added up; take the mean over both.", id="rows-added-up"),
        Rival(losses.mean(0).sum(), "Rows are averaged, but steps are added up; take the mean over both.", id="steps-added-up"),
        Rival(losses.mean(0), "There is a loss for each step; take the mean over the steps too.", id="steps-not-averaged"),
        Rival(losses.mean(1), "There is a loss for each row; take the mean over the rows too.", id="rows-not-averaged"),
        Rival(losses.mean().item(), "This is a Python number; return the tensor, without .item() or float(), or backward has nowhere to start.", id="returns-a-python-number"),
        Rival(losses, "These are the losses of individual steps; take their mean.", id="losses-not-averaged"),
        Rival(losses[:, -1].mean(), "Only the last step counts; every step should.", id="last-step-only"),
        Rival(losses[:, 0].mean(), "Only the first step counts; every step should.", id="first-step-only"),
        Rival(lambda: F.cross_entropy(logits.reshape(-1, V), targets.T.reshape(-1)), "The logits are flattened row by row, the targets step by step (transposed): most targets are compared with the logits of another row.", id="targets-in-another-order"),
        Rival(lambda: F.cross_entropy(logits.transpose(0, 1).reshape(-1, V), targets.reshape(-1)), "The logits are flattened step by step, the targets row by row: most targets are compared with the logits of another row.", id="targets-in-another-order"),
        Rival(lambda: -logits.log_softmax(1).gather(2, targets[..., None]).mean(), "The softmax runs over time; it should run over the V logits of each step.", id="softmax-over-time"),
        Rival(lambda: -logits.log_softmax(0).gather(2, targets[..., None]).mean(), "The softmax runs over the rows of the batch; it should run over the V logits of each step.", id="softmax-over-the-batch"),
        Rival(lambda: -losses.mean(), "The sign is missing: the loss should be positive.", id="sign-missing"),
        Rival(lambda: losses[:, :-1].mean() if T > 1 else None, "The last step is left out.", id="last-step-missing"),
        Rival(lambda: losses[:, 1:].mean() if T > 1 else None, "The first step is left out.", id="first-step-missing"),
        Rival(lambda: single_losses(logits[:, :-1], targets[:, 1:]).mean() if T > 1 else None, "The targets are shifted by another step: they already are the characters that follow.", id="targets-off-by-one"),
        Rival(lambda: F.cross_entropy(logits.view(B, V, T), targets) if logits.is_contiguous() else None, "view(B, V, T) mixes steps and characters; moving V to the middle takes a transpose.", id="view-for-transpose"),
    ]  # fmt: skip


def compares(submission, seed):
    """Whether the loss is right, or what one mistake makes of it."""

    def near(B, T, V):
        logits = normal((B, T, V), seed)
        targets = torch.randint(V, (B, T), generator=torch.Generator().manual_seed(seed))
        got = submission.sequence_cross_entropy(logits, targets)
        return is_near(got, single_losses(logits, targets).mean(), rivals=rivals(logits, targets))

    return is_near_once(lambda: near(3, 4, 5), lambda: near(4, 2, 3), lambda: near(3, 3, 4))


@pytest.mark.points(1)
@given(case=questions())
def test_it_is_the_mean_over_all_rows_and_steps(submission, case):
    logits, targets = case
    got = submission.sequence_cross_entropy(logits, targets)
    expect(got, single_losses(logits, targets).mean(), "the loss", rivals=rivals(logits, targets))
    one, its = logits[:1], targets[:1]
    got = submission.sequence_cross_entropy(one, its)
    expect(got, single_losses(one, its).mean(), "the loss of a single row", rivals=rivals(one, its))


@pytest.mark.points(1)
@given(case=questions(square=True), seed=seeds())
def test_with_as_many_rows_as_steps_every_target_meets_its_own_logits(submission, case, seed):
    logits, targets = case
    got = submission.sequence_cross_entropy(logits, targets)
    right = single_losses(logits, targets).mean()
    if not agrees(got, right) and has_values(got):
        expect_near(compares(submission, seed), "the loss")
        expect_the_last_target_of_row_0_to_meet_its_logits(submission, logits, targets)
        return
    expect(got, right, "the loss", rivals=rivals(logits, targets))


def expect_the_last_target_of_row_0_to_meet_its_logits(submission, logits, targets):
    """Require that this target makes a difference, and none where its own logits favour no character."""

    def losses(logits):
        for target in (0, 1):
            asked = targets.clone()
            asked[0, -1] = target
            yield submission.sequence_cross_entropy(logits, asked)

    first, second = losses(logits)
    require(not agrees(first, second), "the last target of row 0 makes no difference to the loss")
    even = logits.clone()
    even[0, -1] = 0.0
    first, second = losses(even)
    expect(
        second,
        first,
        "the loss after the last target of row 0 was changed, where its logits are all 0,",
        because="A target counts with the logits of its own row and step, and no others.",
    )


@pytest.mark.points(2)
@given(
    case=questions(low=2, plain=True), seed=seeds()
)  # a single step and other layouts are the matter of other checks
def test_gradients_are_softmax_minus_one_hot_over_the_number_of_questions(submission, case, seed):
    logits, targets = case
    one = torch.tensor(1.0, dtype=torch.float64)
    result, cotangent = gradients_in_any_shape(
        submission, submission.sequence_cross_entropy, logits, targets, cotangent=one
    )
    right = single_losses(logits, targets).mean()
    if not agrees(result.output, right):
        expect_near(compares(submission, seed), "the loss")
        run = lambda values: submission.sequence_cross_entropy(values, targets)  # noqa: E731
        expect_own_gradients(run, [logits], result.inputs[:1], cotangent, ["the logits"])
        return
    require(result.inputs[0] is not None, "no gradient reaches the logits (detach, .data, .item()?)")
    one_hot = F.one_hot(targets, logits.shape[2])
    expect(result.inputs[0], (logits.softmax(2) - one_hot) / targets.numel(), "the gradient of the logits")


@pytest.mark.points(1)
@given(B=sizes(1, 5), T=sizes(1, 5), V=sizes(2, 4), seed=seeds())
def test_transposed_targets_are_an_error(submission, B, T, V, seed):
    T += B == T
    expect_near(compares(submission, seed), "the loss")
    logits, targets = normal((B, T, V), seed), torch.zeros(T, B, dtype=torch.int64)
    expect_error(
        lambda: submission.sequence_cross_entropy(logits, targets),
        f"The logits are ({B}, {T}, {V}) and the targets ({T}, {B}): the right number of targets, but transposed. "
        "Flattened, they would fit without an error and be compared with the wrong rows, so compare the shapes first, and raise a ValueError.",
        kinds=["ValueError"],
    )
