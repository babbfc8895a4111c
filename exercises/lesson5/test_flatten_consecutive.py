"""Checks of `FlattenConsecutive`: neighbours in time side by side."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, require, seeds, sizes, vjp
from grader.checks.own_terms import (
    agrees,
    expect_dtype_kept,
    expect_inputs_kept,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
    right_or_own,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("FlattenConsecutive", forbids=["torch.nn.Flatten", "torch.nn.Unflatten"])


def fused(x, n):
    """The oracle: copy every number to its place in a plain loop."""
    B, T, C = x.shape
    result = x.new_zeros(B, T // n, n * C)
    for t in range(T):
        result[:, t // n, (t % n) * C : (t % n + 1) * C] = x[:, t]
    return result.squeeze(1) if n == T else result


def squeezed(x):
    """(B, T, C) without its time dimension if that is 1."""
    return x.squeeze(1)


def rivals(x, n):
    B, T, C = x.shape
    groups = T // n
    grouped = x.reshape(B, groups, n, C)
    right = fused(x, n)
    return [
        Rival(
            lambda: grouped.transpose(2, 3).reshape(B, groups, n * C).reshape(right.shape),
            "The neighbours are interleaved (the first channel of each, the second channel of each, ...). They should follow one "
            "another: all C numbers of one position, then all C of the next.",
            "neighbours-interleaved",
        ),
        Rival(
            lambda: x.reshape(B, n, groups * C) if n not in (1, groups) else None,
            f"The time steps were put into n = {n} groups. n is the number of neighbours in a group: fuse {n} of them, so that "
            f"{groups} groups are left.",
            "n-groups-for-groups-of-n",
        ),
        Rival(
            lambda: grouped.flip(2).reshape(right.shape),
            "The later neighbour comes first; a row of the result should begin with the earliest position.",
            "later-neighbour-first",
        ),
        Rival(
            lambda: x.reshape(B, n, groups, C).transpose(1, 2).reshape(right.shape),
            f"This fuses positions that are {groups} apart. Consecutive means that positions 0 to {n - 1} are one group, and the "
            f"next one begins with {n}.",
            "distant-positions-fused",
        ),
        Rival(
            lambda: grouped.reshape(B, groups, n * C) if groups == 1 else None,
            "One group is left, so the time dimension has size 1 and should be squeezed: "
            f"({B}, {n * C}) instead of ({B}, 1, {n * C}).",
            "time-dimension-kept",
        ),
        Rival(
            lambda: right.squeeze(),
            "All dimensions of size 1 were squeezed. Only the time dimension may go, and only if its size is 1: "
            "a batch of one example keeps its batch dimension.",
            "everything-squeezed",
        ),
        Rival(
            lambda: right.squeeze(0),
            "The batch dimension was squeezed. Only the time dimension may go: a batch of one example stays a batch.",
            "batch-dimension-squeezed",
        ),
        Rival(
            lambda: x.reshape(B, T * C),
            f"This fuses all {T} positions at once; n is {n}, so {groups} groups should be left.",
            "all-positions-fused",
        ),
        Rival(
            lambda: (fused(x, 2) if T % 2 == 0 else x) if n != 2 else None,
            f"This always fuses two neighbours; here n is {n}.",
            "always-two-fused",
        ),
        Rival(
            lambda: x.reshape(groups, B, n * C).transpose(0, 1).reshape(right.shape),
            "Batch and time were mixed up: one row holds numbers from different examples.",
            "batch-and-time-mixed",
        ),
        Rival(
            lambda: squeezed(grouped.mean(2)),
            "The neighbours were averaged. Lay them side by side, so that no number is lost.",
            "neighbours-averaged",
        ),
        Rival(
            lambda: squeezed(grouped.sum(2)),
            "The neighbours were added up. Lay them side by side, so that no number is lost.",
            "neighbours-added",
        ),
        Rival(
            lambda: x.unfold(1, n, 1).transpose(2, 3).flatten(2),
            "The windows overlap: each starts one position after the one before. Every position belongs to exactly one group.",
            "windows-overlap",
        ),
    ]


@st.composite
def inputs(draw, groups=None, dtype=torch.float64, low=1):
    """A factor n and a (B, T, C) input that a view can fuse: its last two dimensions are contiguous.

    From `low` = 2 on hardly two mistakes look alike; ones are where dimensions get lost.
    """
    B, n, C = draw(sizes(low, 4)), draw(sizes(low, 4)), draw(sizes(low, 4))
    G = draw(sizes(1, 4)) if groups is None else groups
    x = normal((2 * B, G * n, C), draw(seeds()), dtype)
    return n, draw(st.sampled_from([x[:B].contiguous(), x[B:], x[::2]]))


def lays_side_by_side(submission, seed):
    """Whether neighbours come side by side, or what one mistake makes of that."""

    def near(n, groups):
        x = normal((3, n * groups, 4), seed)
        got = submission.FlattenConsecutive(n)(x)
        return is_near(got, fused(x, n), rivals=rivals(x, n), given=[x])

    return is_near_once(lambda: near(3, 2), lambda: near(2, 2), lambda: near(4, 1))


@pytest.mark.points(3)
@given(case=inputs(low=2))
def test_neighbours_stand_side_by_side(submission, case):
    n, x = case
    expect(submission.FlattenConsecutive(n)(x), fused(x, n), "the result", rivals=rivals(x, n))


@pytest.mark.points(1)
@given(case=inputs(groups=1))
def test_a_single_group_loses_its_time_dimension_and_nothing_else(submission, case):
    n, x = case
    layer, two = submission.FlattenConsecutive(n), torch.cat([x, x + 1], 1)
    got, right = layer(x), fused(x, n)
    if isinstance(got, torch.Tensor) and got.shape == right.shape and not agrees(layer(two), fused(two, n)):
        expect_near(lays_side_by_side(submission, n), "the result")
        return  # wrong numbers in the right shape, and so they are with two groups, where another check compares them
    expect(got, right, "the result", rivals=rivals(x, n))
    one, two = x[:1], two[:1]
    expect(layer(one), fused(one, n), "the result for one example", rivals=rivals(one, n))
    expect(layer(two), fused(two, n), "the result for one example with two groups", rivals=rivals(two, n))


@pytest.mark.points(1)
@given(n=sizes(1, 4), lengths=st.lists(sizes(1, 4), min_size=2, max_size=3, unique=True), seed=seeds())
def test_every_call_looks_at_its_own_input(submission, n, lengths, seed):
    layer, own_counts = submission.FlattenConsecutive(n), lays_side_by_side(submission, seed)
    for call, groups in enumerate(lengths):
        x = normal((groups + 1, groups * n, 2), seed)
        alone = submission.FlattenConsecutive(n)(x)
        expect(
            layer(x),
            right_or_own(alone, fused(x, n)) if own_counts else fused(x, n),
            f"the result for {groups * n} positions",
            rivals=rivals(x, n) if call == 0 else (),
            because="One layer serves inputs of any length, so the number of groups has to be worked out anew in every call.",
        )


@pytest.mark.points(1)
@given(case=inputs(), seed=seeds())
def test_gradients_go_back_to_where_the_numbers_came_from(submission, case, seed):
    n, x = case
    leaf = x.clone().requires_grad_()
    right = fused(leaf, n)
    cotangent = normal(tuple(right.shape), seed)
    layer = submission.FlattenConsecutive(n)
    result, cotangent = gradients_in_any_shape(submission, layer, x, cotangent=cotangent)
    if not agrees(result.output, right.detach()):
        expect_near(lays_side_by_side(submission, seed), "the result")
        expect_own_gradients(layer, [x], result.inputs, cotangent, ["the input"])
        return
    require(result.inputs[0] is not None, "no gradient reaches the input (detach, .data, no_grad, torch.tensor?)")
    expect(result.inputs[0], vjp(right, leaf, cotangent)[0], "the gradient of the input")


@pytest.mark.points(1)
@given(n=sizes(2, 4), rest=st.integers(1, 3), groups=st.integers(0, 3), seed=seeds())
def test_positions_that_do_not_divide_into_groups_are_an_error(submission, n, rest, groups, seed):
    T = groups * n + (rest % n or 1)
    layer, x = submission.FlattenConsecutive(n), normal((n, T, n), seed)
    whole = normal((n, 2 * n, n), seed)
    layer(whole)  # raises nothing where the positions do divide
    expect_near(lays_side_by_side(submission, seed), "the result")
    expect_error(
        lambda: layer(x),
        f"{T} positions do not divide into groups of {n}. That has to be an error: positions must not be dropped, padded "
        "or borrowed from the next example.",
    )


@pytest.mark.points(1.5)
@given(case=inputs(dtype=torch.float32))
def test_the_result_is_kept_and_there_are_no_parameters(submission, case):
    n, x = case
    layer = submission.FlattenConsecutive(n)
    expect_dtype_kept(
        lambda dtype: layer(x.to(dtype)),
        lambda dtype: [fused(x.to(dtype), n)],
        "the result",
        rivals=rivals(x, n),
        attempt=lays_side_by_side(submission, n),
    )
    result = right_or_own(layer(x), fused(x, n))
    expect(
        layer.out,
        result,
        "layer.out after the call",
        because="Keep the final result as self.out.",
        rivals=rivals(x, n),
    )
    parameters = layer.parameters()
    require(
        isinstance(parameters, list | tuple) and len(parameters) == 0,
        f"there is nothing to train here: parameters() should return an empty list, got {parameters!r}"[:200],
    )


@pytest.mark.points(0.25)
@given(seed=seeds())
def test_the_input_stays_as_it_is(submission, seed):
    layer, x = submission.FlattenConsecutive(2), normal((3, 4, 5), seed)
    expect_inputs_kept(
        submission, layer, x, near=lays_side_by_side(submission, seed), form=fused(x, 2), what="the result",
        kept={"the input after the call": "The input was changed in place."},
    )  # fmt: skip


@pytest.mark.points(0.25)
@given(seed=seeds())
def test_it_works_on_another_device(submission, seed):
    expect_near(lays_side_by_side(submission, seed), "the result")
    layer, x = submission.FlattenConsecutive(2), torch.zeros(3, 4, 5)
    there = submission.works_on_another_device(layer, x)
    require(
        there,
        "the input was on another device, but the result is on the CPU",
    )
