"""Checks of `MLP`: Bengio's network, and what it learns."""

import math

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, index_tensors, require, seeds, sizes, value_text, vjp
from grader.checks.own_terms import (
    agrees,
    calling,
    expect_dtype_kept,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
)
from grader.checks.recomputed import formula
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise(
    "MLP", builds_on=["embed", "flatten"], forbids=["torch.nn.Linear", "torch.nn.Embedding", "torch.nn.Module"]
)

V = 9
FLAT = ("contiguous", "offset")  # with any other layout of X, the embeddings could not be viewed as rows
NAMES = ("C", "W1", "b1", "W2", "b2")


def with_our_weights(submission, T, D, H, seed, dtype=torch.float64):
    """The submission's model with our parameters."""
    model = submission.MLP(V, T, D, H)
    submission.cast(model, dtype)
    shapes = ((V, D), (T * D, H), (H,), (H, V), (V,))
    weights = [0.5 * normal(shape, seed + i, dtype) for i, shape in enumerate(shapes)]
    for name, weight in zip(NAMES, weights, strict=True):
        setattr(model, name, weight)
    return model, weights


def forward(weights, X, act=torch.tanh):
    """The oracle: one character after another."""
    C, W1, b1, W2, b2 = weights
    D = C.shape[1]
    hidden = b1.repeat(len(X), 1)
    for t in range(X.shape[1]):
        hidden = hidden + C[X[:, t]] @ W1[t * D : (t + 1) * D]
    return act(hidden) @ W2 + b2


def rivals(weights, X):
    C, W1, b1, W2, b2 = weights
    T, D = X.shape[1], C.shape[1]
    logits = forward(weights, X)
    interleaved = W1.view(D, T, -1).transpose(0, 1).reshape(T * D, -1)
    return [
        Rival(
            logits.softmax(1),
            "These are probabilities. Return logits: the loss and the sampling apply the softmax.",
            id="returns-probabilities",
        ),
        Rival(
            logits.log_softmax(1),
            "These are log-probabilities. Return logits: the loss applies the softmax.",
            id="returns-log-probabilities",
        ),
        Rival(
            logits.tanh(),
            "A tanh was applied to the logits too; it belongs in the hidden layer only.",
            id="activation-on-the-output",
        ),
        Rival(forward(weights, X, act=lambda h: h), "The tanh is missing.", id="tanh-missing"),
        Rival(
            forward(weights, X, act=torch.relu), "The hidden layer uses relu; Bengio's uses tanh.", id="relu-for-tanh"
        ),
        Rival(
            forward(weights, X, act=torch.sigmoid),
            "The hidden layer uses a sigmoid; Bengio's uses tanh.",
            id="sigmoid-for-tanh",
        ),
        Rival(forward((C, W1, 0 * b1, W2, b2), X), "b1 is not added.", id="b1-missing"),
        Rival(forward((C, W1, b1, W2, 0 * b2), X), "b2 is not added.", id="b2-missing"),
        Rival(
            forward(weights, X, act=lambda hidden: torch.tanh(hidden - b1) + b1),
            "b1 is added after the tanh; it belongs inside the tanh.",
            id="b1-after-tanh",
        ),
        Rival(
            logits.squeeze(),
            "Dimensions of size 1 were squeezed; a batch of one keeps its row.",
            id="dimensions-squeezed",
        ),
        Rival(
            forward(weights, X.flip(1)),
            "The characters go into the hidden layer in reverse order.",
            id="reversed-order",
        ),
        Rival(
            forward((C, interleaved, b1, W2, b2), X),
            "The embeddings are interleaved before the hidden layer; each character's numbers should stay together.",
            id="interleaved",
        ),
        Rival(
            (torch.tanh(C[X].transpose(0, 1).reshape(len(X), T * D) @ W1 + b1)) @ W2 + b2,
            "The contexts of different examples were mixed when the embeddings were flattened.",
            id="examples-mixed",
        ),
    ]


def computes(submission, seed):
    """Whether a model gives the right logits, or what one mistake makes of them."""

    def near(N, T, D, H):
        model, weights = with_our_weights(submission, T, D, H, seed)
        X = torch.randint(V, (N, T), generator=torch.Generator().manual_seed(seed))
        return is_near(model(X), forward(weights, X), rivals=rivals(weights, X))

    return is_near_once(lambda: near(4, 3, 2, 4), lambda: near(3, 2, 4, 3))


@pytest.mark.points(0.75)
@given(T=sizes(1, 4), D=sizes(1, 5), H=sizes(1, 6))
def test_the_parameters_have_their_shapes_and_are_listed_in_order(submission, T, D, H):
    model = submission.MLP(V, T, D, H)
    shapes = ((V, D), (T * D, H), (H,), (H, V), (V,))
    parameters = model.parameters()
    require(
        isinstance(parameters, list | tuple) and len(parameters) == 5,
        "parameters() should list the five tensors C, W1, b1, W2, b2",
    )
    for i, (name, shape) in enumerate(zip(NAMES, shapes, strict=True)):
        tensor = getattr(model, name)
        require(
            isinstance(tensor, torch.Tensor) and tensor.shape == shape,
            f"MLP({V}, {T}, {D}, {H}).{name} should have shape {shape}, got {value_text(tensor)}",
        )
        expect(parameters[i], tensor, f"parameters()[{i}], which should be {name},")


@pytest.mark.points(0.25)
@given(T=sizes(1, 4), D=sizes(1, 5), H=sizes(1, 6))
def test_the_parameters_are_leaves_that_require_gradients(submission, T, D, H):
    model = submission.MLP(V, T, D, H)
    for name in NAMES:
        for flag in ("requires_grad", "is_leaf"):
            require(
                getattr(model, f"{name}.{flag}") is True,
                f"{name}.{flag} is False. A parameter is a leaf that requires gradients: scale first, then set requires_grad.",
            )


@pytest.mark.points(1)
def test_it_starts_unsure_and_draws_with_the_generator(submission):
    model = submission.MLP(27, 3, 10, 200, submission.generator(1))
    # standard deviations of at least 270 draws: 3 standard errors are 13 %
    for name, wanted in (("C", 1.0), ("W1", 30**-0.5), ("W2", 200**-0.5)):
        found = getattr(model, name).std().item()
        require(
            abs(found / wanted - 1) < 0.2,
            f"{name} should start with standard deviation {wanted:.3f}, but it has {found:.3f}"
            + ("" if name == "C" else ": divide by the square root of its number of rows"),
        )
    for name in ("b1", "b2"):
        expect(getattr(model, name), torch.zeros(200 if name == "b1" else 27), f"{name} at the start", dtype=False)
    same, other = (submission.MLP(27, 3, 10, 200, submission.generator(seed)) for seed in (1, 2))
    for name in ("C", "W1", "W2"):
        ours = getattr(model, name)
        expect(
            getattr(same, name), ours, f"{name} drawn by a generator in the same state", because="Use the generator."
        )
        require(
            not torch.equal(getattr(other, name), ours), f"{name} is the same for another seed: is it drawn at random?"
        )


@pytest.mark.points(3)
@given(X=index_tensors(sizes(1, 5), sizes(1, 4), high=V, layouts=FLAT), D=sizes(1, 4), H=sizes(1, 5), seed=seeds())
def test_logits_are_those_of_the_equation(submission, X, D, H, seed):
    model, weights = with_our_weights(submission, X.shape[1], D, H, seed)
    expect(model(X), forward(weights, X), "the logits", rivals=rivals(weights, X))


@pytest.mark.points(2)
@given(X=index_tensors(sizes(1, 5), sizes(1, 4), high=V, layouts=FLAT), D=sizes(1, 4), H=sizes(1, 5), seed=seeds())
def test_every_parameter_gets_its_gradient(submission, X, D, H, seed):
    model, weights = with_our_weights(submission, X.shape[1], D, H, seed)
    cotangent = normal((len(X), V), seed + 9)
    result, cotangent = gradients_in_any_shape(submission, model, X, cotangent=cotangent, wrt=list(NAMES))
    if not agrees(result.output, forward(weights, X)):
        expect_near(computes(submission, seed), "the logits")
        expect_own_gradients(calling(model, NAMES, X), weights, result.parameters, cotangent, NAMES)
        return
    leaves = [weight.clone().requires_grad_() for weight in weights]
    right = vjp(forward(leaves, X), leaves, cotangent)
    for name, got, expected in zip(NAMES, result.parameters, right, strict=True):
        require(got is not None, f"no gradient reaches {name} (detach, .data, no_grad, torch.tensor?)")
        expect(got, expected, f"the gradient of {name}")


@pytest.mark.points(0.75)
@given(X=index_tensors(sizes(1, 5), 3, high=V, layouts=FLAT), seed=seeds())
def test_the_dtype_is_that_of_the_parameters(submission, X, seed):
    def logits(dtype):
        return with_our_weights(submission, 3, 2, 4, seed, dtype)[0](X)

    def right(dtype):
        return [forward(with_our_weights(submission, 3, 2, 4, seed, dtype)[1], X)]

    _, weights = with_our_weights(submission, 3, 2, 4, seed, torch.float32)
    expect_dtype_kept(logits, right, "the logits", rivals=rivals(weights, X), attempt=computes(submission, seed))


@pytest.mark.points(0.25)
@given(X=index_tensors(sizes(1, 5), 3, high=V, layouts=FLAT), seed=seeds())
def test_the_device_is_that_of_the_parameters(submission, X, seed):
    expect_near(computes(submission, seed), "the logits")
    model, _ = with_our_weights(submission, 3, 2, 4, seed, torch.float32)
    there = submission.works_on_another_device(model, X)
    require(there, "model and contexts were on another device, but the logits are on the CPU")


def the_mlp(D, H=200):
    """What C, W1, b1, W2 and b2 have to give, for three characters."""
    return formula(forward, (27, D), (3 * D, H), (H,), (H, 27), (27,))


@pytest.mark.training
@pytest.mark.points(2)
def test_two_numbers_per_character_reach_a_dev_loss_of_2_3(submission, held_out):
    held_out.reach(submission, submission.MLP(len(held_out.stoi), 3, 2, 200), 3, 2.3, the_mlp(2))


@pytest.mark.training
@pytest.mark.points(3)
def test_ten_numbers_per_character_reach_the_2_17_of_the_lecture(submission, held_out):
    model = submission.MLP(len(held_out.stoi), 3, 10, 200)
    found = sum(parameter.numel() for parameter in model.parameters())
    require(found == 11_897, f"this MLP has 11,897 parameters in the lecture; parameters() lists {found:,} numbers")
    _, losses = held_out.reach(submission, model, 3, 2.17, the_mlp(10), epochs=6)
    require(
        abs(losses[0].item() - math.log(27)) < 1.5,
        f"the loss starts at {losses[0].item():.1f}; guessing evenly gives 3.30. Start with smaller W1 and W2.",
    )
