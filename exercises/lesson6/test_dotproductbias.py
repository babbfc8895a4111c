"""Checks of `DotProductBias`: a dot product, two biases and a range."""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, require, seeds, sizes, value_text
from grader.checks.own_terms import (
    agrees,
    calling,
    expect_near,
    expect_no_copies,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("DotProductBias", forbids=["torch.nn.Embedding", "torch.nn.functional.embedding"])

NAMES = ("name_factors", "year_factors", "name_bias", "year_bias")
RANGE = (-1.0, 4.5)


def with_our_weights(submission, n_names, n_years, D, seed, dtype=torch.float64):
    """The submission's model with our parameters."""
    model = submission.DotProductBias(n_names, n_years, D, RANGE)
    submission.cast(model, dtype)
    weights = [normal(s, seed + i, dtype) for i, s in enumerate(((n_names, D), (n_years, D), (n_names,), (n_years,)))]
    for name, weight in zip(NAMES, weights, strict=True):
        setattr(model, name, weight)
    return model, weights


def pairs(n_names, n_years, N, seed):
    generator = torch.Generator().manual_seed(seed)
    columns = [torch.randint(high, (N,), generator=generator) for high in (n_names, n_years)]
    return torch.stack(columns, 1)


def raw(weights, X):
    """The oracle's score before it is squeezed: one pair at a time."""
    names, years, name_bias, year_bias = weights
    return torch.stack([(names[n] * years[y]).sum() + name_bias[n] + year_bias[y] for n, y in X.tolist()])


def squeezed(score, low=RANGE[0], high=RANGE[1]):
    return low + (high - low) / (1 + torch.exp(-score))


def rivals(weights, X):
    names, years, name_bias, year_bias = weights
    score = raw(weights, X)
    factors = names[X[:, 0]] * years[X[:, 1]]
    bias = name_bias[X[:, 0]] + year_bias[X[:, 1]]
    return [
        Rival(score, "The score is not squeezed into y_range.", id="not-squeezed"),
        Rival(score.sigmoid(), "The sigmoid is there, but not stretched to y_range.", id="not-stretched"),
        Rival(score.clamp(*RANGE), "The score is clamped to y_range; squeeze it with a sigmoid instead, so that gradients survive.", id="clamped"),
        Rival(squeezed(score - bias), "The biases are not added.", id="biases-missing"),
        Rival(squeezed(score - name_bias[X[:, 0]]), "The bias of the name is not added.", id="name-bias-missing"),
        Rival(squeezed(score - year_bias[X[:, 1]]), "The bias of the year is not added.", id="year-bias-missing"),
        Rival(squeezed(bias), "The dot product is missing.", id="dot-product-missing"),
        Rival(squeezed(factors.mean(1) + bias), "The factors are averaged; a dot product adds them up.", id="mean-for-sum"),
        Rival(RANGE[1] * score.sigmoid(), "The range starts at 0; it should start at low.", id="range-starts-at-zero"),
        Rival(RANGE[0] + RANGE[1] * score.sigmoid(), "The sigmoid is stretched by high; it should be stretched by high - low.", id="stretched-by-high"),
        Rival(squeezed(score)[:, None], "There is an extra dimension of size 1; the result should have shape (N,).", id="extra-dimension"),
        Rival(squeezed(names[X[:, 0]] @ years[X[:, 1]].T + bias), "Every name is matched with every year of the batch; match it only with the year in its own row.", id="all-pairs"),
        Rival(lambda: squeezed(raw(weights, X.flip(1))) if X.max() < min(len(names), len(years)) else None, "The columns are swapped: in each row the name's number comes first and the year's second.", id="columns-swapped"),
        Rival(lambda: squeezed(raw(weights, X), 0.5, 5.2), "The range is fixed; use the y_range that the constructor is given.", id="fixed-range"),
    ]  # fmt: skip


@pytest.mark.points(0.75)
@given(n_names=sizes(2, 6), n_years=sizes(2, 6), D=sizes(1, 4))
def test_the_parameters_have_their_shapes_and_starts(submission, n_names, n_years, D):
    model = submission.DotProductBias(n_names, n_years, D, RANGE)
    parameters = model.parameters()
    require(isinstance(parameters, list | tuple) and len(parameters) == 4, "parameters() should list four tensors")
    shapes = ((n_names, D), (n_years, D), (n_names,), (n_years,))
    for i, (name, shape) in enumerate(zip(NAMES, shapes, strict=True)):
        tensor = getattr(model, name)
        require(
            isinstance(tensor, torch.Tensor) and tensor.shape == shape,
            f"{name} should have shape {shape}, got {value_text(tensor)}",
        )
        expect(parameters[i], tensor, f"parameters()[{i}], which should be {name},")
        if "bias" in name:
            expect(tensor, torch.zeros(shape), f"{name} at the start", dtype=False)
    expect_no_copies(submission, model, NAMES, torch.zeros(1, 2, dtype=torch.int64))


@pytest.mark.points(0.25)
@given(n_names=sizes(2, 6), n_years=sizes(2, 6), D=sizes(1, 4))
def test_the_parameters_are_leaves_that_require_gradients(submission, n_names, n_years, D):
    model = submission.DotProductBias(n_names, n_years, D, RANGE)
    for name in NAMES:
        for flag in ("requires_grad", "is_leaf"):
            require(
                getattr(model, f"{name}.{flag}") is True,
                f"{name}.{flag} is False: a parameter is a leaf that requires gradients",
            )


@pytest.mark.points(1)
def test_factors_start_small_and_come_from_the_generator(submission):
    model, same, other = (submission.DotProductBias(100, 80, 20, RANGE, submission.generator(s)) for s in (1, 1, 2))
    for name in ("name_factors", "year_factors"):
        spread = getattr(model, name).std().item()
        # 1600 draws: the standard error is below 2 %, five of those
        require(
            abs(spread / 0.1 - 1) < 0.1, f"{name} should start with standard deviation 0.1, but it has {spread:.3f}"
        )
        expect(getattr(same, name), getattr(model, name), f"{name} drawn by a generator in the same state")
        require(not torch.equal(getattr(other, name), getattr(model, name)), f"{name} is the same for another seed")


@pytest.mark.points(3)
@given(n_names=sizes(2, 6), n_years=sizes(2, 6), D=sizes(2, 4), N=sizes(1, 5), seed=seeds())
def test_each_pair_gets_its_score(submission, n_names, n_years, D, N, seed):
    model, weights = with_our_weights(submission, n_names, n_years, D, seed)
    X = pairs(n_names, n_years, N, seed)
    expect(model(X), squeezed(raw(weights, X)), "the scores", rivals=rivals(weights, X))


@pytest.mark.points(2)
@given(N=sizes(1, 6), seed=seeds())
def test_gradients_reach_all_four_parameters(submission, N, seed):
    model, weights = with_our_weights(submission, 3, 4, 2, seed)
    X, cotangent = pairs(3, 3, N, seed), normal((N,), seed + 9)  # numbers that both tables have
    result, cotangent = gradients_in_any_shape(submission, model, X, cotangent=cotangent, wrt=list(NAMES))
    if not agrees(result.output, squeezed(raw(weights, X))):
        model, weights = with_our_weights(submission, 5, 4, 3, seed)
        several = pairs(4, 4, 12, seed)
        right = squeezed(raw(weights, several))
        expect_near(is_near(model(several), right, rivals=rivals(weights, several)), "the scores")
        model, weights = with_our_weights(submission, 3, 4, 2, seed)
        expect_own_gradients(calling(model, NAMES, X), weights, result.parameters, cotangent, NAMES)
        return
    leaves = [weight.clone().requires_grad_() for weight in weights]
    right = torch.autograd.grad(squeezed(raw(leaves, X)), leaves, cotangent)
    for name, got, expected in zip(NAMES, result.parameters, right, strict=True):
        require(got is not None, f"no gradient reaches {name} (detach, .data, no_grad?)")
        expect(got, expected, f"the gradient of {name}")
