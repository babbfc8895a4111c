"""Checks of `flatten`: the embeddings of a context side by side, without a copy."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes, value_text
from grader.checks.own_terms import (
    agrees,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("flatten", forbids=["torch.nn.Flatten"])


def side_by_side(emb):
    """The oracle: copy every number to its place in a plain loop."""
    N, T, D = emb.shape
    result = emb.new_zeros(N, T * D)
    for t in range(T):
        result[:, t * D : (t + 1) * D] = emb[:, t]
    return result


def rivals(emb):
    N, T, D = emb.shape
    return [
        Rival(
            lambda: emb.transpose(1, 2).reshape(N, T * D),
            "The numbers are interleaved: the first of every character, then the second of every character. "
            "Keep each character's numbers together.",
            id="interleaved",
        ),
        Rival(
            lambda: emb.transpose(0, 1).reshape(N, T * D),
            "Examples are mixed: a row holds characters from several contexts. Only T and D merge; N stays in front.",
            id="examples-mixed",
        ),
        Rival(
            lambda: emb.flip(1).reshape(N, T * D),
            "The newest character comes first; the oldest should.",
            id="reversed-order",
        ),
        Rival(
            lambda: emb.reshape(-1),
            f"Everything is in one row; there should be a row for each of the {N} examples.",
            id="one-row-for-all",
        ),
        Rival(
            lambda: emb.reshape(N * T, D),
            "This merges examples and time; each example should be one row.",
            id="examples-and-time-merged",
        ),
        Rival(
            lambda: emb.sum(1),
            "The characters were added up; they should stand side by side.",
            id="characters-added-up",
        ),
        Rival(
            lambda: emb.mean(1),
            "The characters were averaged; they should stand side by side.",
            id="characters-averaged",
        ),
        Rival(lambda: side_by_side(emb).T, "Rows and columns are swapped.", id="transposed"),
        Rival(
            lambda: side_by_side(emb)[:, : 3 * D],
            f"The row always has 3 characters; here T is {T}.",
            id="fixed-context-length",
        ),
        Rival(
            lambda: emb.reshape(-1, 6) if emb.numel() % 6 == 0 else None,
            f"The rows always have six numbers, whatever T and D are; here T * D is {T * D}.",
            id="fixed-row-width",
        ),
        Rival(
            lambda: emb.as_strided((N, T * D), (T * D, 1), 0),
            "The numbers come from the start of the storage; emb begins further on.",
            id="storage-offset-ignored",
        ),
        Rival(
            lambda: side_by_side(emb).squeeze(),
            "Dimensions of size 1 were squeezed; a batch of one keeps its row.",
            id="dimensions-squeezed",
        ),
    ]


@st.composite
def embeddings(draw, dtype=torch.float64, low=1):
    """(N, T, D), contiguous within each example; sometimes inside a larger storage."""
    N, T, D = draw(sizes()), draw(sizes(low)), draw(sizes())
    emb = normal((2 * N, T, D), draw(seeds()), dtype)
    return draw(st.sampled_from([emb[:N].contiguous(), emb[N:]]))


def lays_side_by_side(submission, seed):
    """Whether the characters come side by side, or what one mistake makes of that."""

    def near(*shape):
        emb = normal(shape, seed)
        return is_near(submission.flatten(emb), side_by_side(emb), rivals=rivals(emb), given=[emb])

    return is_near_once(lambda: near(4, 3, 2), lambda: near(3, 4, 5))


@pytest.mark.points(1.25)
@given(emb=embeddings(), seed=seeds())
def test_every_example_becomes_one_row(submission, emb, seed):
    N, T, D = emb.shape
    got = submission.flatten(emb)
    require(
        isinstance(got, torch.Tensor) and got.shape == (N, T * D),
        f"{N} examples of {T} characters with {D} numbers each should give the shape ({N}, {T * D}), got {value_text(got)}",
    )
    expect_near(lays_side_by_side(submission, seed), "flatten(emb)")


@pytest.mark.points(1.25)
@given(emb=embeddings())
def test_the_characters_of_an_example_stand_side_by_side(submission, emb):
    expect(submission.flatten(emb), side_by_side(emb), "flatten(emb)", rivals=rivals(emb))


@pytest.mark.points(0.25)
@given(emb=embeddings(torch.float32, low=2), seed=seeds())  # a sum over one character has the right values
def test_it_is_a_view_that_costs_nothing(submission, emb, seed):
    before, after = submission.after_writing(submission.flatten, emb, emb + 1)
    if not agrees(submission.flatten(emb.double()), side_by_side(emb.double())):
        expect_near(lays_side_by_side(submission, seed), "flatten(emb)")
        # a view of another form shows after the change what the function makes of the new numbers
        moved = "The result is not a view of emb, whatever its numbers are: it does not change with emb's memory."
        expect(after, submission.flatten(emb + 1), "the result after emb was overwritten", because=moved)
        return
    right = side_by_side(emb + 1)
    expect(before, side_by_side(emb), "flatten(emb)", rivals=rivals(emb))
    copied = (
        f"The values are right, but they were copied: all {emb.numel()} numbers, at every step of training, and once more "
        "in the backward pass. They already lie in memory in this order, so a view can show them in the new shape for free."
    )
    expect(
        after,
        right,
        "the result after emb was overwritten",
        rivals=[Rival(before, copied, id="copied")],
    )


@pytest.mark.points(1.25)
@given(emb=embeddings(), seed=seeds())
def test_gradients_go_back_to_where_the_numbers_came_from(submission, emb, seed):
    N, T, D = emb.shape
    cotangent = normal((N, T * D), seed)
    result, cotangent = gradients_in_any_shape(submission, submission.flatten, emb, cotangent=cotangent)
    if not agrees(result.output, side_by_side(emb)):
        expect_near(lays_side_by_side(submission, seed), "flatten(emb)")
        expect_own_gradients(submission.flatten, [emb], result.inputs, cotangent, ["emb"])
        return
    require(result.inputs[0] is not None, "no gradient reaches emb (detach, .data, no_grad, torch.tensor?)")
    back = torch.stack([cotangent[:, t * D : (t + 1) * D] for t in range(T)], 1)
    expect(result.inputs[0], back, "the gradient of emb")
