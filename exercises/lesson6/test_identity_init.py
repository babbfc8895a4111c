"""Checks of `identity_init`: the identity, in place and outside of the graph."""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, expect_error, require, seeds, sizes
from grader.checks.own_terms import agrees, expect_near, has_values, is_near, right_or_own
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("identity_init", forbids=["torch.nn.init.eye_", "torch.nn.init.dirac_"])


def rivals(W):
    H = len(W)
    eye = torch.eye(H, dtype=W.dtype)
    return [
        Rival(torch.ones_like(W), "The matrix is full of ones; only its diagonal should be ones.", id="full-of-ones"),
        Rival(eye.flip(0), "The ones run along the other diagonal.", id="other-diagonal"),
        Rival(W + eye, "The identity was added to the old weights; it should replace them.", id="identity-added"),
        Rival(
            W.clone().fill_diagonal_(1.0),
            "Only the diagonal was set; all other weights should become 0.",
            id="diagonal-only",
        ),
        Rival(W, "The matrix is unchanged.", id="unchanged"),
        Rival(W * eye, "The old diagonal is still there; it should be ones.", id="old-diagonal-kept"),
    ]


def makes_ones(submission, seed):
    """Whether the identity comes, or what one mistake makes of it; nothing returned says nothing yet."""
    W = normal((4, 4), seed)
    got = submission.identity_init(W)
    changed = submission.inputs_after(submission.identity_init, W)[0] if got is None else got
    right = torch.eye(4, dtype=W.dtype)
    scaled = changed[0, 0] * right if isinstance(changed, torch.Tensor) and changed.shape == W.shape else right
    return is_near(changed, right, scaled, rivals=rivals(W), given=[W])


@pytest.mark.points(1.75)
@given(H=sizes(1, 6), seed=seeds())
def test_the_matrix_becomes_the_identity(submission, H, seed):
    W = normal((H, H), seed, torch.float32)
    expect(
        submission.identity_init(W),
        torch.eye(H),
        "identity_init(W)",
        rivals=rivals(W),
        because="Every number on the diagonal should be 1, every other number 0.",
    )


@pytest.mark.points(0.25)
@given(H=sizes(1, 6), seed=seeds())
def test_it_is_the_very_matrix_that_was_given(submission, H, seed):
    expect_near(makes_ones(submission, seed), "identity_init(W)")
    W = normal((H, H), seed)
    returned = submission.identity_init(W)
    right = torch.eye(H, dtype=W.dtype)
    own = right if returned is None else right_or_own(returned, right)
    expect(
        submission.inputs_after(submission.identity_init, W)[0],
        own.to(W.dtype) if isinstance(own, torch.Tensor) else own,
        "W after the call",
        because="The matrix itself has to change: the layer holds this tensor, not one that you create. Fill it in place.",
    )
    _, after = submission.after_writing(submission.identity_init, W, W)
    expect(
        after,
        W,
        "the returned tensor, after the old numbers were written back into W",
        because="Return W itself: not a copy, and not W with other memory under it (`W.data = ...`); whoever holds a view of "
        "the old numbers, as an optimizer or another layer may, would not see the new ones.",
    )
    (filled,) = submission.inputs_after(submission.identity_init, W)
    require(H == 1 or not agrees(filled, W), "W is the same after the call as before: fill it in place")


@pytest.mark.points(1)
@given(H=sizes(1, 5), seed=seeds())
def test_a_weight_that_requires_gradients_stays_a_leaf_that_can_be_trained(submission, H, seed):
    expect_near(makes_ones(submission, seed), "identity_init(W)")
    W, cotangent = normal((H, H), seed), normal((H, H), seed + 1)
    result = submission.gradients(submission.identity_init, W, cotangent=cotangent)
    require(has_values(result.output), "identity_init(W) should return W, also where W requires gradients")
    if agrees(submission.identity_init(W), torch.eye(H, dtype=W.dtype)):
        expect(result.output, torch.eye(H, dtype=W.dtype), "identity_init(W) for a W that requires gradients")
    require(
        result.inputs[0] is not None,
        "what identity_init returns is no longer connected to W: return W itself, and change it under torch.no_grad()",
    )
    expect(
        result.inputs[0],
        cotangent,
        "the gradient of W",
        because="W and what is returned should be the same leaf; the change must not be part of a graph.",
    )


@pytest.mark.points(1)
@given(rows=sizes(1, 5), columns=sizes(1, 5))
def test_only_square_matrices_have_an_identity(submission, rows, columns):
    columns += rows == columns
    expect_near(makes_ones(submission, rows), "identity_init(W)")
    expect_error(
        lambda: submission.identity_init(torch.zeros(rows, columns)),
        f"A ({rows}, {columns}) matrix cannot become the identity; that must raise a ValueError.",
        kinds=["ValueError"],
    )
