"""Checks of `CharThree`: three characters through the same matrices."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, index_tensors, require, seeds, sizes, vjp
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

pytestmark = pytest.mark.exercise("CharThree", forbids=["torch.nn.RNN", "torch.nn.Linear", "torch.nn.Embedding"])

V = 7
NAMES = ("C", "W_in", "b_in", "W_hidden", "b_hidden", "W_out", "b_out")


def with_our_weights(submission, D, H, seed, dtype=torch.float64):
    """The submission's model with our parameters."""
    model = submission.CharThree(V, D, H)
    submission.cast(model, dtype)
    shapes = ((V, D), (D, H), (H,), (H, H), (H,), (H, V), (V,))
    weights = [0.7 * normal(shape, seed + i, dtype) for i, shape in enumerate(shapes)]
    for name, weight in zip(NAMES, weights, strict=True):
        setattr(model, name, weight)
    return model, weights


def forward(weights, X, relu=torch.relu, tanh=torch.tanh, mix=torch.add, inner=True, start=0.0):
    """The oracle, with the mistakes that rivals make."""
    C, W_in, b_in, W_hidden, b_hidden, W_out, b_out = weights
    h = torch.full((len(X), len(W_hidden)), start, dtype=C.dtype)
    for t in range(X.shape[1]):
        e = relu(C[X[:, t]] @ W_in + b_in)
        h = tanh(mix(h, e) @ W_hidden + b_hidden) if inner else tanh(h @ W_hidden + b_hidden) + e
    return h @ W_out + b_out


def rivals(weights, X):
    C, W_in, b_in, W_hidden, b_hidden, W_out, b_out = weights
    identity = lambda value: value  # noqa: E731
    logits = forward(weights, X)
    return [
        Rival(logits.log_softmax(1), "These are log-probabilities. Return logits: the loss applies the softmax.", id="returns-log-probabilities"),
        Rival(logits.softmax(1), "These are probabilities. Return logits: the loss applies the softmax.", id="returns-probabilities"),
        Rival(lambda: forward(weights, X.flip(1)), "The characters are read in reverse order; the oldest should come first.", id="reversed-order"),
        Rival(lambda: forward(weights, X[:, -1:]), "Only the last character counts: the state is not added, so every step starts from the character alone.", id="state-not-carried"),
        Rival(lambda: forward(weights, X[:, :1]), "Only the first character counts: the others are not read.", id="first-character-only"),
        Rival(lambda: forward(weights, X[:, :2]), "The third character is not read.", id="last-character-missing"),
        Rival(lambda: forward(weights, X[:, 1:]), "The first character is not read.", id="first-character-missing"),
        Rival(lambda: forward(weights, X, start=1.0), "The state starts with ones; it should start with zeros.", id="state-starts-from-ones"),
        Rival(lambda: forward(weights, X[:, :1].expand_as(X)), "The first character is read again and again; step t should read X[:, t].", id="first-character-repeated"),
        Rival(lambda: forward(weights, X, relu=identity), "The relu after W_in is missing.", id="relu-missing"),
        Rival(lambda: forward(weights, X, relu=torch.tanh), "There is a tanh after W_in; it should be a relu.", id="tanh-for-relu"),
        Rival(lambda: forward(weights, X, tanh=identity), "The tanh after W_hidden is missing.", id="tanh-missing"),
        Rival(lambda: forward(weights, X, tanh=torch.relu), "There is a relu after W_hidden; it should be a tanh.", id="relu-for-tanh"),
        Rival(lambda: forward(weights, X, inner=False), "The character is added after W_hidden and tanh; add it to the state before them.", id="character-added-after-tanh"),
        Rival(lambda: forward(weights, X, mix=torch.mul), "State and character are multiplied; add them instead.", id="multiplied-for-added"),
        Rival(lambda: forward((C, W_in, 0 * b_in, W_hidden, b_hidden, W_out, b_out), X), "b_in is not added.", id="b-in-missing"),
        Rival(lambda: forward((C, W_in, b_in, W_hidden, 0 * b_hidden, W_out, b_out), X), "b_hidden is not added.", id="b-hidden-missing"),
        Rival(lambda: forward((C, W_in, b_in, W_hidden, b_hidden, W_out, 0 * b_out), X), "b_out is not added.", id="b-out-missing"),
        Rival(lambda: forward((C, W_in, b_in, W_hidden.T, b_hidden, W_out, b_out), X), "W_hidden is transposed; the product should be (h + e) @ W_hidden.", id="hidden-weight-transposed"),
    ]  # fmt: skip


def reads(submission, seed):
    """Whether a model gives the right logits, or what one mistake makes of them."""

    def near(*shape):
        model, weights = with_our_weights(submission, 3, 4, seed)
        X = torch.randint(V, shape, generator=torch.Generator().manual_seed(seed))
        return is_near(model(X), forward(weights, X), rivals=rivals(weights, X))

    return is_near_once(lambda: near(4, 3))


@pytest.mark.points(3)
@given(X=index_tensors(sizes(1, 5), 3, high=V), D=sizes(1, 4), H=sizes(2, 5), seed=seeds())
def test_every_character_goes_through_the_same_matrices(submission, X, D, H, seed):
    model, weights = with_our_weights(submission, D, H, seed)
    expect(model(X), forward(weights, X), "the logits", rivals=rivals(weights, X))


@pytest.mark.points(2)
@given(X=index_tensors(sizes(1, 5), 3, high=V), D=sizes(1, 4), H=sizes(2, 5), seed=seeds())
def test_gradients_of_all_three_steps_meet_in_the_matrices(submission, X, D, H, seed):
    model, weights = with_our_weights(submission, D, H, seed)
    cotangent = normal((len(X), V), seed + 9)
    result, cotangent = gradients_in_any_shape(submission, model, X, cotangent=cotangent, wrt=list(NAMES))
    if not agrees(result.output, forward(weights, X), tolerance=1e-12):  # saturated, wrong states differ by little
        expect_near(reads(submission, seed), "the logits")
        expect_own_gradients(calling(model, NAMES, X), weights, result.parameters, cotangent, NAMES)
        return
    leaves = [weight.clone().requires_grad_() for weight in weights]
    right = vjp(forward(leaves, X), leaves, cotangent)
    for name, got, expected in zip(NAMES, result.parameters, right, strict=True):
        if got is None and not expected.any():
            continue  # nothing would arrive there, whether connected or not
        require(got is not None, f"no gradient reaches {name} (detach, .data, no_grad?)")
        expect(got, expected, f"the gradient of {name}", because="Is the state detached between the steps?")


@pytest.mark.points(1)
@given(T=st.sampled_from([1, 2, 4, 5, 6, 9]), seed=seeds())  # 6 and 9 could be read as several examples
def test_rows_that_are_not_three_characters_long_are_an_error(submission, T, seed):
    expect_near(reads(submission, seed), "the logits")
    model, _ = with_our_weights(submission, 2, 3, seed)
    expect_error(
        lambda: model(torch.zeros(2, T, dtype=torch.int64)),
        f"CharThree was given rows of {T} characters. That must raise a ValueError; no character may be dropped or invented.",
        kinds=["ValueError"],
    )


def expect_one_hidden_unit_to_do(submission, X, seed):
    """Require of a model that is right with several hidden units that it is right with one."""
    several, weights = with_our_weights(submission, 3, 5, seed)
    rows = torch.arange(24).reshape(8, 3) % V
    if agrees(several(rows), forward(weights, rows)):
        one, weights = with_our_weights(submission, 2, 1, seed)
        expect(one(X), forward(weights, X), "the logits with a single hidden unit", rivals=rivals(weights, X))


@pytest.mark.points(0.75)
@given(X=index_tensors(sizes(1, 5), 3, high=V), seed=seeds())
def test_the_dtype_is_that_of_the_parameters(submission, X, seed):
    def logits(dtype):
        return with_our_weights(submission, 2, 4, seed, dtype)[0](X)

    def right(dtype):
        return [forward(with_our_weights(submission, 2, 4, seed, dtype)[1], X)]

    expect_one_hidden_unit_to_do(submission, X, seed)
    _, weights = with_our_weights(submission, 2, 4, seed, torch.float32)
    expect_dtype_kept(logits, right, "the logits", rivals=rivals(weights, X), attempt=reads(submission, seed))


@pytest.mark.points(0.25)
@given(X=index_tensors(sizes(1, 5), 3, high=V), seed=seeds())
def test_the_device_is_that_of_the_parameters(submission, X, seed):
    expect_near(reads(submission, seed), "the logits")
    model, _ = with_our_weights(submission, 2, 4, seed, torch.float32)
    require(submission.works_on_another_device(model, X), "model and X were on another device, but the logits are not")


@pytest.mark.training
@pytest.mark.points(2)
def test_three_characters_reach_a_dev_loss_of_2_17(submission, held_out):
    network = formula(forward, (27, 16), (16, 128), (128,), (128, 128), (128,), (128, 27), (27,))
    model = submission.CharThree(len(held_out.stoi), 16, 128)
    held_out.reach(submission, model, 3, 2.17, network, epochs=4, batch_size=2048)
