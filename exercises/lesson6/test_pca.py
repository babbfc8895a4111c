"""Checks of `pca`: coordinates along the directions of largest variance."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes, value_text
from grader.checks.compare import matches
from grader.checks.own_terms import (
    expect_form,
    expect_inputs_kept,
    expect_near,
    gradients_in_any_shape,
    is_near,
    is_near_once,
)
from grader.checks.strategies import lay_out

pytestmark = pytest.mark.exercise("pca", forbids=["torch.pca_lowrank", "torch.svd_lowrank"])


@st.composite
def clouds(draw, dtype=torch.float64):
    """Points far from the origin, whose spread clearly differs along hidden directions."""
    D, seed = draw(sizes(2, 5)), draw(seeds())
    N = D + draw(sizes(3, 8))
    generator = torch.Generator().manual_seed(seed)
    scores = torch.randn(N, D, generator=generator, dtype=torch.float64)
    scores = torch.linalg.qr(scores - scores.mean(0))[0]  # centred columns at right angles
    directions = torch.linalg.qr(torch.randn(D, D, generator=generator, dtype=torch.float64))[0]
    E = (scores * 2.0 ** -torch.arange(D)) @ directions * 3 + 5 * torch.randn(
        D, generator=generator, dtype=torch.float64
    )
    return lay_out(E.to(dtype), draw(st.sampled_from(["contiguous", "transposed"]))), draw(st.integers(1, D))


def same_signs(got, like):
    """Flip columns so that they point as ours do: the sign of a component is free."""
    if not isinstance(got, torch.Tensor) or got.shape != like.shape:
        return got
    return got * torch.where((got.double() * like.double()).sum(0) < 0, -1.0, 1.0).to(got.dtype)


def components(E, k):
    """The oracle: eigenvectors of the scatter matrix, which is a different route from the singular values."""
    centred = E - E.mean(0)
    _, vectors = torch.linalg.eigh((centred.T @ centred).double())
    return centred @ vectors.flip(1)[:, :k].to(E.dtype)


def row_centred(E, k):
    rows = E - E.mean(1, keepdim=True)
    return rows @ torch.linalg.svd(rows, full_matrices=False).Vh[:k].T


def rivals(E, k):
    right = components(E, E.shape[1])
    centred = E - E.mean(0)
    _, _, Vh = torch.linalg.svd(centred, full_matrices=False)
    _, _, uncentred = torch.linalg.svd(E, full_matrices=False)
    U = right / right.norm(dim=0)
    D = E.shape[1]
    return [
        Rival(E @ uncentred[:k].T, "The points were not centred: the first direction then points at the middle of the cloud.", id="not-centred"),
        Rival(E @ Vh[:k].T, "The directions are right, but the points were not centred before the projection.", id="projection-not-centred"),
        Rival(centred @ uncentred[:k].T, "The directions come from points that were not centred.", id="directions-not-centred"),
        Rival(U[:, :k], "These are the left singular vectors, of length 1 each; scale them by the singular values.", id="left-singular-vectors"),
        Rival(right.flip(1)[:, :k], "The directions of smallest variance come first; the largest should.", id="smallest-variance-first"),
        Rival(centred @ Vh[:, :k], "Vh holds the directions in its rows; here its columns were taken.", id="columns-of-vh"),
        Rival(right[:, :k] / (len(E) - 1) ** 0.5, "The components are divided by the square root of n - 1; keep their length.", id="divided-by-root-n"),
        Rival(centred[:, :k], "These are the first columns of the centred points, not their principal components.", id="columns-of-the-points"),
        Rival(components(centred / E.std(0), k), "The columns were divided by their spread; keep it, or all directions count the same.", id="standardised"),
        Rival(row_centred(E, k), "The mean of each row was subtracted; subtract the mean of the points, E.mean(0).", id="rows-centred"),
        Rival(right, f"All {D} components are here; only the first {k} were asked for.", id="all-components"),
        Rival(right[:, :k].T, "Rows and columns are swapped: the result should have shape (N, k).", id="transposed"),
    ]  # fmt: skip


def expect_components(got, E, k, what):
    right = components(E, k)
    named = [rival._replace(value=same_signs(rival.value, right)) for rival in rivals(E, k)]
    aligned = same_signs(got.T, right).T if isinstance(got, torch.Tensor) and is_like(got.T, right) else got
    for other in (right, *(rival.value for rival in named[:-1])):  # all but the transposed one
        if is_like(got, other):
            aligned = same_signs(got, other)
            break
    # squares of singular values lose half of the digits in the oracle; the spreads here differ by factors of two
    expect(aligned, right, what, rivals=named, tolerance=1e-6 if E.dtype == torch.float64 else 1e-3)


def is_right(got, E, k):
    right = components(E, k)
    return matches(same_signs(got, right), right, 1e-6)


def turns(submission, E):
    """Whether the components of these points come, or what one mistake makes of them."""

    def near(points, k):
        right, got = components(points, k), submission.pca(points, k)
        named = [rival._replace(value=same_signs(rival.value, right)) for rival in rivals(points, k)]
        others = [one for one in (right, *(rival.value for rival in named)) if is_like(got, one)]
        return len(others) > 0 or is_near(got, right, given=[points])

    double = E.double()
    return is_near_once(lambda: near(double, E.shape[1] - 1), lambda: near(double, E.shape[1]))


def is_like(got, other):
    """Whether these are the same numbers, but for signs and half of the digits."""
    same = isinstance(got, torch.Tensor) and got.shape == other.shape
    return same and torch.allclose(got.double().abs(), other.double().abs(), rtol=1e-4, atol=1e-4)


@pytest.mark.points(1)
@given(case=clouds())
def test_points_are_seen_along_the_directions_of_largest_variance(submission, case):
    E, k = case
    expect_components(submission.pca(E, k), E, k, f"pca(E, {k})")


@pytest.mark.points(1)
@given(case=clouds())
def test_all_components_together_keep_every_distance(submission, case):
    E, _ = case
    got = submission.pca(E, E.shape[1])
    require(
        isinstance(got, torch.Tensor) and got.shape == E.shape,
        f"as many components as dimensions should give a tensor of shape {tuple(E.shape)}, got {value_text(got)}",
    )
    expect(
        distances(got),
        distances(E),
        "the distances between the points, seen along all components,",
        because="Centring and turning a cloud changes no distance: project the points on directions of length 1 and scale nothing.",
        tolerance=1e-6,
    )


def distances(points):
    return (points[:, None] - points).square().sum(2)


@pytest.mark.points(0.75)
@given(case=clouds(torch.float32))
def test_the_dtype_is_kept(submission, case):
    E, k = case
    got = submission.pca(E, k)
    if is_right(submission.pca(E.double(), k), E.double(), k):
        expect_components(got, E, k, f"pca(E, {k}) in float32")
    else:
        expect_near(turns(submission, E), f"pca(E, {k})")
        expect_form(got, components(E, k), f"pca(E, {k}) in float32")


@pytest.mark.points(0.25)
@given(case=clouds(torch.float32))
def test_the_points_stay_as_they_are_and_the_result_has_no_graph(submission, case):
    E, k = case
    expect_inputs_kept(
        submission, submission.pca, E, k, near=turns(submission, E), form=None, what=f"pca(E, {k})",
        kept={"E after the call": "The points were centred in place; the model still needs them as they were."},
    )  # fmt: skip
    result, _ = gradients_in_any_shape(submission, submission.pca, E, k, cotangent=torch.ones(len(E), k))
    require(
        result.inputs[0] is None,
        "The result is part of the graph of E, though it is only meant to be looked at: use E.detach(), or torch.no_grad().",
        misconception="result-not-detached",
    )
