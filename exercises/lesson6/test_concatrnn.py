"""Checks of `ConcatRNN`: state and character side by side."""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, index_tensors, require, seeds, sizes, value_text, vjp
from grader.checks.own_terms import (
    agrees,
    calling,
    expect_dtype_kept,
    expect_near,
    expect_no_copies,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
)
from grader.checks.recomputed import formula
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("ConcatRNN", forbids=["torch.nn.RNN", "torch.nn.Linear", "torch.nn.Embedding"])

V = 7
NAMES = ("C", "W_in", "b_in", "W_hidden", "b_hidden", "W_out", "b_out")


def with_our_weights(submission, D, H, seed, dtype=torch.float64):
    """The submission's model with our parameters."""
    model = submission.ConcatRNN(V, D, H)
    submission.cast(model, dtype)
    shapes = ((V, D), (H + D, H), (H,), (H, H), (H,), (H, V), (V,))
    weights = [0.7 * normal(shape, seed + i, dtype) for i, shape in enumerate(shapes)]
    for name, weight in zip(NAMES, weights, strict=True):
        setattr(model, name, weight)
    return model, weights


def forward(weights, X, relu=torch.relu, tanh=torch.tanh, carry=True, start=0.0):
    """The oracle: the product of the concatenation as a sum of two products; with the mistakes that rivals make."""
    C, W_in, b_in, W_hidden, b_hidden, W_out, b_out = weights
    H = len(W_hidden)
    h = torch.full((len(X), H), start, dtype=C.dtype)
    for t in range(X.shape[1]):
        state = h if carry else torch.zeros_like(h)
        h = tanh(relu(state @ W_in[:H] + C[X[:, t]] @ W_in[H:] + b_in) @ W_hidden + b_hidden)
    return h @ W_out + b_out


def rivals(weights, X):
    C, W_in, b_in, W_hidden, b_hidden, W_out, b_out = weights
    D = C.shape[1]
    identity = lambda value: value  # noqa: E731
    swapped = torch.cat([W_in[D:], W_in[:D]])  # what [character, state] meets
    logits = forward(weights, X)
    return [
        Rival(logits.log_softmax(1), "These are log-probabilities. Return logits: the loss applies the softmax.", id="returns-log-probabilities"),
        Rival(lambda: forward((C, swapped, b_in, W_hidden, b_hidden, W_out, b_out), X), "The character comes before the state; the state should come first.", id="character-before-state"),
        Rival(lambda: forward(weights, X.flip(1)), "The characters are read in reverse order; the oldest should come first.", id="reversed-order"),
        Rival(lambda: forward(weights, X, carry=False), "The state is not carried forward: every step starts from zeros.", id="state-not-carried"),
        Rival(lambda: forward(weights, X[:, :3]), "Only three characters are read; loop over all characters.", id="fixed-context-length"),
        Rival(lambda: forward(weights, X, start=1.0), "The state starts with ones; it should start with zeros.", id="state-starts-from-ones"),
        Rival(lambda: forward(weights, X, relu=identity), "The relu after W_in is missing.", id="relu-missing"),
        Rival(lambda: forward(weights, X, relu=torch.tanh), "There is a tanh after W_in; it should be a relu.", id="tanh-for-relu"),
        Rival(lambda: forward(weights, X, tanh=identity), "The tanh after W_hidden is missing.", id="tanh-missing"),
        Rival(lambda: forward(weights, X, tanh=torch.relu), "There is a relu after W_hidden; it should be a tanh.", id="relu-for-tanh"),
        Rival(lambda: forward((C, W_in, 0 * b_in, W_hidden, b_hidden, W_out, b_out), X), "b_in is not added.", id="b-in-missing"),
        Rival(lambda: forward((C, W_in, b_in, W_hidden, 0 * b_hidden, W_out, b_out), X), "b_hidden is not added.", id="b-hidden-missing"),
        Rival(lambda: forward((C, W_in, b_in, W_hidden, b_hidden, W_out, 0 * b_out), X), "b_out is not added.", id="b-out-missing"),
    ]  # fmt: skip


def reads(submission, seed):
    """Whether a model gives the right logits, or what one mistake makes of them."""

    def near(*shape):
        model, weights = with_our_weights(submission, 3, 4, seed)
        X = torch.randint(V, shape, generator=torch.Generator().manual_seed(seed))
        return is_near(model(X), forward(weights, X), rivals=rivals(weights, X))

    return is_near_once(lambda: near(4, 5), lambda: near(3, 2))


@pytest.mark.points(0.75)
@given(D=sizes(1, 4), H=sizes(1, 4))
def test_the_parameters_have_their_shapes_and_are_listed_in_order(submission, D, H):
    model = submission.ConcatRNN(V, D, H)
    parameters = model.parameters()
    require(isinstance(parameters, list | tuple) and len(parameters) == 7, "parameters() should list seven tensors")
    for i, (name, shape) in enumerate(zip(NAMES, ((V, D), (H + D, H), (H,), (H, H), (H,), (H, V), (V,)), strict=True)):
        tensor = getattr(model, name)
        require(
            isinstance(tensor, torch.Tensor) and tensor.shape == shape,
            f"ConcatRNN({V}, {D}, {H}).{name} should have shape {shape}, got {value_text(tensor)}",
        )
        expect(parameters[i], tensor, f"parameters()[{i}], which should be {name},")
    expect_no_copies(submission, model, NAMES, torch.zeros(1, 3, dtype=torch.int64))


@pytest.mark.points(0.25)
@given(D=sizes(1, 4), H=sizes(1, 4))
def test_the_parameters_are_leaves_that_require_gradients(submission, D, H):
    model = submission.ConcatRNN(V, D, H)
    for name in NAMES:
        for flag in ("requires_grad", "is_leaf"):
            require(
                getattr(model, f"{name}.{flag}") is True,
                f"{name}.{flag} is False: a parameter is a leaf that requires gradients",
            )


@pytest.mark.points(1)
def test_chance_comes_from_the_generator(submission):
    model, same, other = (submission.ConcatRNN(V, 3, 4, submission.generator(seed)) for seed in (1, 1, 2))
    for name in ("C", "W_in", "W_hidden", "W_out"):
        expect(getattr(same, name), getattr(model, name), f"{name} drawn by a generator in the same state")
        require(not torch.equal(getattr(other, name), getattr(model, name)), f"{name} is the same for another seed")


@pytest.mark.points(3)
@given(X=index_tensors(sizes(1, 5), sizes(1, 8), high=V), D=sizes(1, 4), H=sizes(2, 5), seed=seeds())
def test_state_and_character_stand_side_by_side(submission, X, D, H, seed):
    model, weights = with_our_weights(submission, D, H, seed)
    expect(model(X), forward(weights, X), "the logits", rivals=rivals(weights, X))


@pytest.mark.points(2)
@given(X=index_tensors(sizes(1, 5), sizes(2, 8), high=V), D=sizes(1, 4), H=sizes(2, 5), seed=seeds())
def test_gradients_of_all_steps_meet_in_the_matrices(submission, X, D, H, seed):
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


def expect_one_hidden_unit_to_do(submission, X, seed):
    """Require of a model that is right with several hidden units that it is right with one."""
    several, weights = with_our_weights(submission, 3, 5, seed)
    rows = torch.arange(24).reshape(8, 3) % V
    if agrees(several(rows), forward(weights, rows)):
        one, weights = with_our_weights(submission, 2, 1, seed)
        expect(one(X), forward(weights, X), "the logits with a single hidden unit", rivals=rivals(weights, X))


@pytest.mark.points(0.75)
@given(X=index_tensors(sizes(1, 5), sizes(1, 8), high=V), seed=seeds())
def test_the_dtype_is_that_of_the_parameters(submission, X, seed):
    def logits(dtype):
        return with_our_weights(submission, 2, 4, seed, dtype)[0](X)

    def right(dtype):
        return [forward(with_our_weights(submission, 2, 4, seed, dtype)[1], X)]

    expect_one_hidden_unit_to_do(submission, X, seed)
    _, weights = with_our_weights(submission, 2, 4, seed, torch.float32)
    expect_dtype_kept(logits, right, "the logits", rivals=rivals(weights, X), attempt=reads(submission, seed))


@pytest.mark.points(0.25)
@given(X=index_tensors(sizes(1, 5), sizes(1, 8), high=V), seed=seeds())
def test_the_device_is_that_of_the_parameters(submission, X, seed):
    expect_near(reads(submission, seed), "the logits")
    model, _ = with_our_weights(submission, 2, 4, seed, torch.float32)
    require(submission.works_on_another_device(model, X), "model and X were on another device, but the logits are not")


@pytest.mark.training
@pytest.mark.points(2)
def test_eight_characters_reach_a_dev_loss_of_2_09(submission, held_out):
    network = formula(forward, (27, 16), (128 + 16, 128), (128,), (128, 128), (128,), (128, 27), (27,))
    model = submission.ConcatRNN(len(held_out.stoi), 16, 128)
    held_out.reach(submission, model, 8, 2.09, network, epochs=3, batch_size=2048)
