"""Checks of `MixedInput`: embeddings beside continuous columns."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes
from grader.checks.own_terms import (
    agrees,
    expect_near,
    expect_no_copies,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise(
    "MixedInput", forbids=["torch.nn.Embedding", "torch.nn.Linear", "torch.nn.functional.embedding"]
)

RANGE = (-1.0, 4.5)
NAMES = ("W1", "b1", "W2", "b2")


@st.composite
def cases(draw):
    """Embedding sizes, continuous columns, hidden units, rows and a seed."""
    embedding_sizes = draw(st.lists(st.tuples(sizes(2, 5), sizes(1, 3)), min_size=1, max_size=3))
    return embedding_sizes, draw(sizes(0, 3)), draw(sizes(2, 5)), draw(sizes(1, 5)), draw(seeds())


def built(submission, case, dtype=torch.float64):
    """A model with our layers, all weights, and a batch."""
    embedding_sizes, M, H, N, seed = case
    model = submission.MixedInput(embedding_sizes, M, H, RANGE)
    submission.cast(model, dtype)
    fan_in = sum(size for _, size in embedding_sizes) + M
    layers = [normal(s, seed + i, dtype) for i, s in enumerate(((fan_in, H), (H,), (H, 1), (1,)))]
    for name, weight in zip(NAMES, layers, strict=True):
        setattr(model, name, weight)
    tables = list(model.embeddings)
    generator = torch.Generator().manual_seed(seed)
    categorical = torch.stack([torch.randint(high, (N,), generator=generator) for high, _ in embedding_sizes], 1)
    return (
        model,
        (tables, *layers),
        categorical,
        normal((N, M), seed + 8, dtype) if M else torch.zeros(N, 0, dtype=dtype),
    )


def features(tables, categorical, continuous):
    """The oracle's input rows, one at a time."""
    rows = [
        torch.cat([*(table[j] for table, j in zip(tables, row.tolist(), strict=True)), numbers])
        for row, numbers in zip(categorical, continuous, strict=True)
    ]
    return torch.stack(rows)


def score(weights, categorical, continuous, act=torch.relu):
    tables, W1, b1, W2, b2 = weights
    return (act(features(tables, categorical, continuous) @ W1 + b1) @ W2 + b2)[:, 0]


def squeezed(value):
    return RANGE[0] + (RANGE[1] - RANGE[0]) * value.sigmoid()


def rivals(weights, categorical, continuous):
    tables, W1, b1, W2, b2 = weights
    raw = score(weights, categorical, continuous)
    M = continuous.shape[1]
    fan = len(W1)
    alike = len({table.shape[1] for table in tables}) == 1
    front = torch.cat([W1[fan - M :] * 0, W1[: fan - M]])
    continuous_first = torch.cat([W1[M:], W1[:M]]) if M else front
    return [
        Rival(raw, "The prediction is not squeezed into y_range.", id="not-squeezed"),
        Rival(raw.sigmoid(), "The sigmoid is there, but not stretched to y_range.", id="not-stretched"),
        Rival(squeezed(raw)[:, None], "The shape is (N, 1) and should be (N,): with targets of shape (N,) it would broadcast to (N, N).", id="extra-dimension"),
        Rival(lambda: squeezed(score(weights, categorical, continuous, act=lambda h: h)), "The relu of the hidden layer is missing.", id="relu-missing"),
        Rival(lambda: squeezed(score(weights, categorical, continuous, act=torch.tanh)), "The hidden layer uses tanh; it should use relu.", id="tanh-for-relu"),
        Rival(lambda: squeezed(score((tables, W1, 0 * b1, W2, b2), categorical, continuous)), "b1 is not added.", id="b1-missing"),
        Rival(squeezed(raw - b2), "b2 is not added.", id="b2-missing"),
        Rival(lambda: squeezed(score((tables, continuous_first, b1, W2, b2), categorical, continuous)) if M else None, "The continuous columns come before the embeddings; they should come after them.", id="continuous-columns-first"),
        Rival(lambda: squeezed(score(weights, categorical, 0 * continuous)) if M else None, "The continuous columns are not used.", id="continuous-columns-ignored"),
        Rival(lambda: squeezed(score(([tables[0]] * len(tables), *weights[1:]), categorical, continuous)) if alike and categorical.max() < len(tables[0]) else None, "Every column was looked up in the first table; column j should use embeddings[j].", id="one-table-for-all-columns"),
        Rival(squeezed(raw).squeeze(), "A batch of one became a scalar: squeeze the last dimension only, squeeze(1).", id="dimensions-squeezed"),
        Rival(0.5 + 4.7 * raw.sigmoid(), "The range is fixed; use the y_range that the constructor is given.", id="fixed-range"),
        Rival(lambda: squeezed(raw.clamp(min=0)), "There is a relu after the output layer too.", id="activation-on-the-output"),
    ]  # fmt: skip


def predicts(submission, seed):
    """Whether a model gives the right predictions, or what one mistake makes of them."""

    def near(embedding_sizes):
        model, weights, categorical, continuous = built(submission, (embedding_sizes, 2, 4, 6, seed))
        right = squeezed(score(weights, categorical, continuous))
        return is_near(model(categorical, continuous), right, rivals=rivals(weights, categorical, continuous))

    return is_near_once(lambda: near([(4, 2), (4, 2)]), lambda: near([(5, 3), (3, 2)]))


@pytest.mark.points(1.75)
@given(case=cases())
def test_the_parameters_have_their_shapes_and_order(submission, case):
    embedding_sizes, M, H, *_ = case
    model = submission.MixedInput(embedding_sizes, M, H, RANGE)
    fan_in = sum(size for _, size in embedding_sizes) + M
    shapes = [*map(tuple, embedding_sizes), (fan_in, H), (H,), (H, 1), (1,)]
    parameters = model.parameters()
    require(
        isinstance(parameters, list | tuple) and [tuple(getattr(p, "shape", ())) for p in parameters] == shapes,
        f"MixedInput({embedding_sizes}, {M}, {H}, ...).parameters() should have the shapes {shapes}, but it has "
        f"{[tuple(getattr(p, 'shape', ())) for p in parameters] if isinstance(parameters, list | tuple) else parameters!r}",
    )
    for i, name in enumerate(NAMES, start=len(embedding_sizes)):
        expect(parameters[i], getattr(model, name), f"parameters()[{i}], which should be {name},")
    tables = model.embeddings
    require(
        isinstance(tables, list | tuple) and len(tables) == len(embedding_sizes),
        "embeddings should list one table per categorical column",
    )
    for i, table in enumerate(tables):
        expect(parameters[i], table, f"parameters()[{i}], which should be embeddings[{i}],")
    rows = torch.zeros(1, len(tables), dtype=torch.int64), torch.ones(1, M)
    expect_no_copies(submission, model, [*(f"embeddings.{i}" for i in range(len(tables))), *NAMES], *rows)


@pytest.mark.points(0.25)
@given(case=cases())
def test_the_parameters_are_leaves_that_require_gradients(submission, case):
    embedding_sizes, M, H, *_ = case
    model = submission.MixedInput(embedding_sizes, M, H, RANGE)
    tables = {f"embeddings[{i}]": f"embeddings.{i}" for i in range(len(embedding_sizes))}
    for name, attribute in {**tables, **dict(zip(NAMES, NAMES, strict=True))}.items():
        for flag in ("requires_grad", "is_leaf"):
            require(
                getattr(model, f"{attribute}.{flag}") is True,
                f"{name}.{flag} is False: a parameter is a leaf that requires gradients",
            )


@pytest.mark.points(1)
def test_it_starts_small_and_draws_with_the_generator(submission):
    model, same, other = (
        submission.MixedInput([(90, 20), (70, 30)], 5, 64, RANGE, submission.generator(s)) for s in (1, 1, 2)
    )
    starts = {"embeddings.0": 0.1, "embeddings.1": 0.1, "W1": 55**-0.5, "b1": 0.0, "W2": 64**-0.5, "b2": 0.0}
    for name, wanted in starts.items():
        tensor, again, another = (getattr(one, name) for one in (model, same, other))
        what = f"embeddings[{name[-1]}]" if "." in name else name
        spread = tensor.std(correction=0).item()
        # 64 draws or more, a standard error of 9 % or less
        require(
            abs(spread - wanted) <= 0.36 * wanted,
            f"{what} should start with a standard deviation of {wanted:.3f}, but it has {spread:.3f}",
        )
        mean, error = tensor.mean().item(), wanted / tensor.numel() ** 0.5
        require(
            abs(mean) <= 5 * error,  # five standard errors
            f"{what} should start around zero, but its mean is {mean:.3f}: draw from a normal distribution",
        )
        expect(again, tensor, f"{what} drawn by a generator in the same state")
        require(wanted == 0.0 or not torch.equal(another, tensor), f"{what} is the same for another seed")


@pytest.mark.points(3)
@given(case=cases())
def test_embeddings_and_quantities_go_through_both_layers(submission, case):
    model, weights, categorical, continuous = built(submission, case)
    right = squeezed(score(weights, categorical, continuous))
    expect(model(categorical, continuous), right, "the predictions", rivals=rivals(weights, categorical, continuous))


@pytest.mark.points(2)
@given(case=cases())
def test_gradients_reach_the_embeddings_the_layers_and_the_quantities(submission, case):
    model, weights, categorical, continuous = built(submission, case)
    tables, *layers = weights
    leaves = [w.detach().clone().requires_grad_() for w in (*tables, *layers, continuous)]
    J = len(tables)
    right = squeezed(score((leaves[:J], *leaves[J:-1]), categorical, leaves[-1]))
    cotangent = normal((len(categorical),), case[-1] + 9)
    attributes = [*(f"embeddings.{j}" for j in range(J)), *NAMES]
    result, cotangent = gradients_in_any_shape(
        submission, model, categorical, continuous, cotangent=cotangent, wrt=attributes
    )
    names = [*(f"embeddings[{j}]" for j in range(J)), *NAMES, "continuous"]
    found = [*result.parameters, result.inputs[1]]
    if not agrees(result.output, right.detach()):

        def run(*values):
            model.embeddings = list(values[:J])
            for name, value in zip(NAMES, values[J:-1], strict=True):
                setattr(model, name, value)
            return model(categorical, values[-1])

        expect_near(predicts(submission, case[-1]), "the predictions")
        expect_own_gradients(run, [leaf.detach() for leaf in leaves], found, cotangent, names)
        return
    for name, got, expected in zip(names, found, torch.autograd.grad(right, leaves, cotangent), strict=True):
        if got is None and not expected.any():
            continue  # nothing would arrive there, whether connected or not
        require(got is not None, f"no gradient reaches {name} (detach, .data, no_grad?)")
        expect(got, expected, f"the gradient of {name}")
