"""Checks of `one_hot_logits`: a one-hot row times W is a row of W."""

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, index_tensors, require, seeds, sizes, value_text
from grader.checks.own_terms import agrees, expect_own_gradients, gradients_in_any_shape, is_attempt
from grader.checks.strategies import lay_out, normal

pytestmark = pytest.mark.exercise("one_hot_logits")


def weights(V, seed):
    return normal((V, V), seed, torch.float32)


@st.composite
def questions(draw):
    """Numbers of characters, in any memory layout, and weights; often not all of the V characters occur."""
    V, seed = draw(sizes(2, 7)), draw(seeds())
    W = lay_out(weights(V, seed), draw(st.sampled_from(["contiguous", "transposed", "strided"])))
    return draw(index_tensors(sizes(1, 8), high=V)), W


def rows(xs, W):
    """The oracle: one row after the other."""
    return torch.stack([W[i] for i in xs.tolist()])


def rivals(xs, W):
    V = len(W)
    return [
        Rival(lambda: F.one_hot(xs, V).float(), "These are the one-hot rows; multiply them by W.", id="one-hot-not-multiplied"),
        Rival(lambda: F.one_hot(xs, V), "These are the one-hot rows; turn them into floats and multiply them by W.", id="one-hot-not-multiplied"),
        Rival(lambda: rows(xs, W.T), "These are columns of W: the product is one_hot @ W, without a transpose.", id="weights-transposed"),
        Rival(lambda: rows(xs, W).T, "Rows and columns of the result are swapped: one row for each number in xs.", id="transposed"),
        Rival(lambda: rows(xs, W).exp(), "The exponentials are taken already; return the logits.", id="returns-counts"),
        Rival(lambda: rows(xs, W).softmax(1), "These are probabilities; return the logits.", id="returns-probabilities"),
        Rival(lambda: rows(xs, W).log_softmax(1), "These are log-probabilities; return the logits as they come out of W.", id="returns-log-probabilities"),
        Rival(lambda: rows((xs - 1) % V, W), "Every number brought the row before its own: characters are numbered from 0.", id="rows-counted-from-one"),
        Rival(lambda: rows((xs + 1) % V, W), "Every number brought the row after its own: characters are numbered from 0.", id="rows-counted-from-one"),
        Rival(lambda: rows(xs, W) * (xs != 0)[:, None], "Number 0 brought zeros; it is a character like any other.", id="number-zero-blank"),
        Rival(lambda: xs[:, None] * W[0], "xs went into the layer as numbers; encode them one-hot first, for `e` is not five times `a`.", id="numbers-for-one-hot"),
        Rival(lambda: rows(xs, W).sum(0), "The rows were added up; keep one for each number in xs.", id="rows-added-up"),
        Rival(lambda: rows(xs, W).flip(0), "The rows are right, but in reverse order.", id="reversed-order"),
        Rival(lambda: rows(xs.unique(), W), "Every different number brought its row once, in sorted order; keep one row for each number in xs, in its order.", id="repeats-dropped"),
        Rival(lambda: rows(xs.sort().values, W), "The rows are sorted; keep the order of xs.", id="rows-sorted"),
        Rival(lambda: rows(xs, W).squeeze(), "Dimensions of size 1 were squeezed; a single number gives one row too, (1, V).", id="dimensions-squeezed"),
        Rival(lambda: rows(xs, W).round(), "The logits were turned into whole numbers; turn the one-hot rows into floats instead.", id="whole-numbers"),
        Rival(lambda: (F.one_hot(xs, V) @ W.long()), "W was turned into whole numbers; turn the one-hot rows into floats instead.", id="whole-numbers"),
        Rival(lambda: (F.one_hot(xs, V) @ W.long()).float(), "W was turned into whole numbers; turn the one-hot rows into floats instead.", id="whole-numbers"),
        Rival(lambda: rows(xs, W).tolist(), "The numbers are right, but in a list; return a tensor, or no gradient can flow.", id="returns-a-list"),
    ]  # fmt: skip


@pytest.mark.points(2)
@given(case=questions())
def test_each_number_brings_its_row_of_the_weights(submission, case):
    xs, W = case
    for asked in (xs, xs[:1], torch.cat([xs, xs.flip(0)])):
        expect(submission.one_hot_logits(asked, W), rows(asked, W), "the logits", rivals=rivals(asked, W))


def a_row_each(got, xs, W):
    fits = isinstance(got, torch.Tensor) and got.shape == (len(xs), W.shape[1])
    require(
        fits,
        f"{len(xs)} numbers and W {tuple(W.shape)} should give logits ({len(xs)}, {W.shape[1]}), got {value_text(got)}",
    )
    require(is_attempt(got), f"the logits should be numbers that are not all 0, got {value_text(got)}")
    return got


@pytest.mark.points(1)
@given(V=st.sampled_from([3, 4, 9, 27, 28, 50]), N=sizes(1, 6), seed=seeds())
def test_the_vocabulary_is_as_large_as_the_weights_say(submission, V, N, seed):
    W = weights(V, seed)
    xs = torch.randint(V - 1, (N,), generator=torch.Generator().manual_seed(seed))  # the last character does not occur
    xs = torch.cat([xs, torch.tensor([1])])
    got = a_row_each(submission.one_hot_logits(xs, W), xs, W)
    few = torch.tensor([0, 2, 1, 2])
    if agrees(submission.one_hot_logits(few, weights(3, seed)), rows(few, weights(3, seed))):
        expect(got, rows(xs, W), f"the logits with a vocabulary of {V}", rivals=rivals(xs, W))


@pytest.mark.points(2)
@given(xs=index_tensors(sizes(2, 8), high=3), V=sizes(3, 5), seed=seeds())
def test_a_row_that_is_used_k_times_collects_k_gradients(submission, xs, V, seed):
    W, cotangent = weights(V, seed), normal((len(xs), V), seed + 1, torch.float32)
    call = lambda W: submission.one_hot_logits(xs, W.float())  # noqa: E731
    result, cotangent = gradients_in_any_shape(submission, submission.one_hot_logits, xs, W, cotangent=cotangent)
    gradient = result.inputs[1]
    if not agrees(result.output, rows(xs, W)):
        require(is_attempt(result.output, W), "the logits should be numbers that depend on W")
        expect_own_gradients(call, [W.double()], [gradient], cotangent, ["W"])
        return
    require(
        gradient is not None,
        "no gradient reaches W: the result is cut from it (detach, .data, no_grad, torch.tensor?)",
        misconception="graph-cut",
    )
    collected, once = torch.zeros(V, V), torch.zeros(V, V)
    for i, row in zip(xs.tolist(), cotangent, strict=True):
        collected[i] += row
        once[i] = row
    times = torch.bincount(xs, minlength=V).clamp(min=1)[:, None]
    expect(
        gradient,
        collected,
        "the gradient of W",
        rivals=[
            Rival(once, "A row that is used several times should collect all its gradients, not the last one alone.", id="last-gradient-only"),
            Rival(collected / times, "The gradient of a row was divided by how often it is used; it should be the sum.", id="gradient-divided-by-count"),
        ],
    )  # fmt: skip


@pytest.mark.points(1)
@given(case=questions(), seed=seeds())
def test_the_weights_of_this_call_are_used(submission, case, seed):
    xs, W = case
    xs = torch.cat([xs, torch.tensor([1])])
    first = submission.one_hot_logits(xs, W)
    require(is_attempt(first), f"the logits should be numbers that are not all 0, got {value_text(first)}")
    other = submission.one_hot_logits(xs, weights(len(W), seed + 1) + 1)
    require(
        not agrees(other, first),
        "other weights give the same logits: W is not used, or what an earlier call has found is returned",
        misconception="weights-ignored",
    )
    expect(submission.one_hot_logits(xs, W), first, "the logits of the same numbers and weights at another call",
           because="They depend on xs and W alone, not on earlier calls.")  # fmt: skip


@pytest.mark.points(0.25)
@given(case=questions())
def test_weights_and_numbers_stay_as_they_are(submission, case):
    xs, W = case
    after = submission.inputs_after(submission.one_hot_logits, xs, W)
    expect(after, [xs, W], "xs and W after the call", because="What the caller gave was changed in place.")
