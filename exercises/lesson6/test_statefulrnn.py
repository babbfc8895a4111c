"""Checks of `StatefulRNN`: the state is carried, its history is not."""

import pytest
import torch
from hypothesis import given

from grader.checks import Rival, expect, index_tensors, require, seeds, sizes, value_text, vjp
from grader.checks.own_terms import (
    agrees,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
)
from grader.checks.recomputed import Followed, Formula, expect_own_loss, expect_shapes
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("StatefulRNN", builds_on=["RNN"], forbids=["torch.nn.RNN", "torch.rnn_tanh"])

V = 7
SHARED = "Is the state kept where all models share it, in the class or in a global variable?"


def with_our_weights(submission, D, H, seed, dtype=torch.float64):
    """The submission's model with our parameters, and these parameters."""
    model = submission.StatefulRNN(V, D, H)
    submission.cast(model, dtype)
    shapes = {"weight_ih": (H, D), "weight_hh": (H, H), "bias_ih": (H,), "bias_hh": (H,)}
    inner = [0.7 * normal(shape, seed + i, dtype) for i, shape in enumerate(shapes.values())]
    outer = [normal(shape, seed + 4 + i, dtype) for i, shape in enumerate(((V, D), (H, V), (V,)))]
    rnn = model.rnn
    for name, weight in zip(shapes, inner, strict=True):
        setattr(rnn, name, weight)
    for name, weight in zip(("C", "W_out", "b_out"), outer, strict=True):
        setattr(model, name, weight)
    return model, (outer[0], *inner, outer[1], outer[2])


def forward(weights, X, h=None):
    """The oracle: a plain loop; logits (B, T, V) and the last state (B, H)."""
    C, weight_ih, weight_hh, bias_ih, bias_hh, W_out, b_out = weights
    h = torch.zeros(len(X), len(weight_hh), dtype=C.dtype) if h is None else h
    logits = []
    for t in range(X.shape[1]):
        h = torch.tanh(C[X[:, t]] @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)
        logits.append(h @ W_out + b_out)
    return torch.stack(logits, 1), h


def rivals(weights, X, h=None):
    logits, _ = forward(weights, X, h)
    C, weight_ih, weight_hh, bias_ih, bias_hh, W_out, b_out = weights
    found = [
        Rival(
            logits[:, -1],
            "These are the logits of the last step only; every step should have logits.",
            id="last-step-only",
        ),
        Rival(logits.log_softmax(2), "These are log-probabilities; return logits.", id="returns-log-probabilities"),
        Rival(logits.softmax(2), "These are probabilities; return logits.", id="returns-probabilities"),
        Rival(
            logits.log_softmax(1),
            "The softmax runs over time; return logits, without any softmax.",
            id="softmax-over-time",
        ),
        Rival(logits.transpose(0, 1), "Time comes first; the logits should be (B, T, V).", id="batch-and-time-swapped"),
        Rival(
            forward((C, weight_ih, weight_hh, bias_ih, bias_hh, W_out, 0 * b_out), X, h)[0],
            "b_out is not added.",
            id="b-out-missing",
        ),
        Rival(forward(weights, X.flip(1), h)[0].flip(1), "The characters are read backwards.", id="reversed-order"),
    ]
    if h is not None:
        found.append(
            Rival(
                forward(weights, X)[0],
                "The state was reset before this batch: it should continue from where the previous batch ended.",
                id="state-not-carried",
            )
        )
    return found


def pieces(weights, batches):
    """What each batch gives when the state is carried, with the state before it."""
    h = None
    for X in batches:
        logits, after = forward(weights, X, h)
        yield X, h, logits, after
        h = after


@pytest.mark.points(2)
@given(X=index_tensors(sizes(1, 4), sizes(1, 5), high=V), D=sizes(1, 3), H=sizes(2, 4), seed=seeds())
def test_every_step_has_logits(submission, X, D, H, seed):
    model, weights = with_our_weights(submission, D, H, seed)
    state = model.h
    require(state is None or not state.any(), f"model.h of a new model is not None. {SHARED}")
    expect(
        model(X),
        forward(weights, X)[0],
        "the logits of a fresh model",
        rivals=rivals(weights, X),
        because=f"A new model starts from zeros. {SHARED}",
    )


def wrong_from_the_start(submission, X, seed):
    """Whether the logits of a fresh model are wrong, so that only what it carries and forgets is left to judge."""
    model, weights = with_our_weights(submission, 2, 3, seed)
    if agrees(model(X), forward(weights, X)[0]):
        return False
    expect_near(reads(submission, seed), "the logits of a fresh model")
    return True


def reads(submission, seed):
    """Whether a fresh model gives the right logits, or what one mistake makes of them."""

    def near(*shape):
        model, weights = with_our_weights(submission, 3, 4, seed)
        X = torch.randint(V, shape, generator=torch.Generator().manual_seed(seed))
        return is_near(model(X), forward(weights, X)[0], rivals=rivals(weights, X))

    return is_near_once(lambda: near(2, 4), lambda: near(3, 2))


def expect_the_same_in_pieces(submission, X, seed):
    """Require that a row read in two calls ends like the same row read in one."""
    whole, _ = with_our_weights(submission, 2, 3, seed)
    pieces, _ = with_our_weights(submission, 2, 3, seed)
    whole(torch.cat([X[0], X[1]], 1))
    pieces(X[0])
    pieces(X[1])
    require(pieces.h is not None, "model.h is None after two batches. Keep the state after the last step as self.h.")
    expect(
        pieces.h,
        whole.h,
        "model.h after two batches, compared with the same characters read in one,",
        because="A batch should go on from the state in which the one before it ended.",
    )
    require(pieces.h.shape == (1, len(X[0]), 3), f"model.h should be (1, B, H), got {value_text(pieces.h)}")


@pytest.mark.points(3)
@given(X=index_tensors(3, sizes(1, 4), sizes(1, 4), high=V), seed=seeds())
def test_a_batch_goes_on_from_where_the_one_before_ended(submission, X, seed):
    if wrong_from_the_start(submission, X[0], seed):
        expect_the_same_in_pieces(submission, X, seed)
        return
    model, weights = with_our_weights(submission, 2, 3, seed)
    for k, (batch, h, logits, after) in enumerate(pieces(weights, X)):
        expect(model(batch), logits, f"the logits of batch {k}", rivals=rivals(weights, batch, h))
        require(
            model.h is not None,
            f"model.h is None after batch {k}. Keep the state after the last step as self.h, without its graph.",
            misconception="state-not-kept",
        )
        expect(
            model.h,
            after[None],
            f"model.h after batch {k}",
            rivals=[
                Rival(
                    after, "The state lost its first dimension; it should be (1, B, H).", id="state-lost-a-dimension"
                ),
                Rival(
                    None if h is None else h[None],
                    "The state is still the one from before this batch: keep the new one in each call.",
                    id="old-state-kept",
                ),
            ],
        )
    step = X[0][:, :1]  # as when a text is written after a prompt
    lost = "The state was lost because the number of steps changed. Only another number of rows starts from zeros."
    expect(
        model(step),
        forward(weights, step, after)[0],
        "the logits of a single step after these batches",
        rivals=[Rival(forward(weights, step)[0], lost, id="state-lost-with-another-length")],
    )


@pytest.mark.points(1)
@given(X=index_tensors(2, 3, 2, high=V), seed=seeds())
def test_reset_forgets_the_state(submission, X, seed):
    model, weights = with_our_weights(submission, 2, 3, seed)
    model(X[0])
    model.reset()
    right, h = forward(weights, X[1])[0], forward(weights, X[0])[1]
    kept = Rival(
        forward(weights, X[1], h)[0],
        "The state is still there: after reset the next call should start from zeros.",
        id="state-not-reset",
    )
    if wrong_from_the_start(submission, X[1], seed):
        right = with_our_weights(submission, 2, 3, seed)[0](X[1])
    expect(model(X[1]), right, "the logits after a reset", rivals=[kept])


@pytest.mark.points(1)
@given(first=sizes(1, 4), second=sizes(1, 4), seed=seeds())
def test_another_number_of_rows_starts_from_zeros(submission, first, second, seed):
    second += first == second
    model, weights = with_our_weights(submission, 2, 3, seed)
    rows = torch.arange(40).reshape(8, 5) % V
    model(rows[:first])
    right = forward(weights, rows[:second])[0]
    if wrong_from_the_start(submission, rows[:second], seed):
        right = with_our_weights(submission, 2, 3, seed)[0](rows[:second])
    what = f"the logits of {second} rows after {first}"
    expect(model(rows[:second]), right, what, because="The old state belongs to other rows: start from zeros.")


@pytest.mark.points(2.75)
@given(X=index_tensors(2, sizes(1, 3), sizes(2, 4), high=V), seed=seeds())
def test_gradients_stop_at_the_beginning_of_the_batch(submission, X, seed):
    model, weights = with_our_weights(submission, 2, 3, seed)
    first, cotangent = forward(weights, X[0])[1], normal((*X[1].shape, V), seed + 9)
    model(X[0])
    if wrong_from_the_start(submission, X[1], seed):
        expect_its_own_gradient(submission, X, seed)
        return
    result = submission.gradients(model, X[1], cotangent=cotangent, wrt=["C"])
    if not agrees(result.output, forward(weights, X[1], first)[0]):
        expect_its_own_gradient(submission, X, seed)  # what it carries is wrong, and another check compares that
        return

    def gradient_of_C(cut):
        leaf = weights[0].clone().requires_grad_()
        ours = (leaf, *weights[1:])
        h = forward(ours, X[0])[1]
        return vjp(forward(ours, X[1], h.detach() if cut else h)[0], leaf, cotangent)[0]

    def inside_cut():
        leaf = weights[0].clone().requires_grad_()
        h, total = first, torch.zeros_like(leaf)
        for t in range(X.shape[2]):
            logits, h = forward((leaf, *weights[1:]), X[1][:, t : t + 1], h.detach())
            total = total + vjp(logits, leaf, cotangent[:, t : t + 1], retain_graph=True)[0]
        return total

    require(result.parameters[0] is not None, "no gradient reaches C: is the whole output detached?")
    expect(
        result.parameters[0],
        gradient_of_C(cut=True),
        "the gradient of C from the second batch",
        rivals=[
            Rival(
                gradient_of_C(cut=False),
                "The gradient reaches back into the previous batch: keep the state's values without their graph, h.detach().",
                id="state-not-detached",
            ),
            Rival(
                inside_cut,
                "The graph is cut at every step; cut it between batches only, so that the T steps learn together.",
                id="detached-at-every-step",
            ),
        ],
    )


@pytest.mark.points(0.25)
@given(X=index_tensors(2, sizes(1, 3), sizes(2, 4), high=V), seed=seeds())
def test_the_kept_state_has_no_graph(submission, X, seed):
    expect_near(reads(submission, seed), "the logits of a fresh model")
    model, _ = with_our_weights(submission, 2, 3, seed)
    submission.gradients(model, X[0], cotangent=torch.zeros(*X[0].shape, V, dtype=torch.float64), wrt=["C"])
    require(
        getattr(model, "h.requires_grad") is False,
        "model.h is still attached to the graph of its batch: keep it detached, or the graph grows with every batch",
        misconception="state-not-detached",
    )


def expect_its_own_gradient(submission, X, seed):
    """Require that what a batch says about the table is the gradient of its own logits, from the state that it began with."""
    model, weights = with_our_weights(submission, 2, 3, seed)
    table, *_ = weights
    before = normal((1, len(X[1]), 3), seed + 8)

    def logits(C):
        model.C = C
        model.h = before
        return model(X[1])

    shape = tuple(logits(table).shape)
    model.h = before
    cotangent = normal(shape, seed + 9)
    result, cotangent = gradients_in_any_shape(submission, model, X[1], cotangent=cotangent, wrt=["C"])
    expect_own_gradients(logits, [table], result.parameters, cotangent, ["C"])


@pytest.mark.points(1)
@given(X=index_tensors(2, 5, high=V), place=sizes(1, 4), seed=seeds())
def test_a_step_does_not_see_the_characters_after_it(submission, X, place, seed):
    expect_near(reads(submission, seed), "the logits of a fresh model")
    model, _ = with_our_weights(submission, 2, 3, seed)
    before = model(X)
    model.reset()
    changed = X.clone()
    changed[:, place:] = (changed[:, place:] + 1) % V
    because = "The logits of a step may depend on its character and on earlier ones, but not on later ones: those are the answers."
    expect(
        model(changed)[:, :place],
        before[:, :place],
        f"the logits of the first {place} steps after later characters were changed",
        because=because,
    )


def stream_of(words, stoi):
    """All words in one row of numbers, with a dot before, between and after them."""
    return torch.tensor([stoi[c] for c in f".{'.'.join(words)}."])


def strips(stream, rows):
    """The stream as `rows` long strips below one another, inputs and targets."""
    length = (len(stream) - 1) // rows
    return stream[: rows * length].view(rows, length), stream[1 : rows * length + 1].view(rows, length)


class Stateful(Formula):
    """The network along a stream: the state of the last call goes on, without its graph."""

    h = None

    def __call__(self, X):
        """Logits (B, T, V)."""
        logits, h = self.formula(self.own, X, self.h)
        self.h = h.detach()
        return logits


def read_parameters(listed):
    """The network with the parameters in the order C, weight_ih, weight_hh, bias_ih, bias_hh, W_out, b_out."""
    shapes = ((27, 16), (128, 16), (128, 128), (128,), (128,), (128, 27), (27,))
    return [Stateful(forward, expect_shapes(listed, shapes))]


def loss_along(model, X, Y):
    """The mean loss on strips, one character at a time: a model cannot look at the next one, which is the answer."""
    total = 0.0
    for t in range(X.shape[1]):
        logits = model(X[:, t : t + 1])
        require(
            isinstance(logits, torch.Tensor) and logits.shape == (256, 1, 27) and bool(logits.isfinite().all()),
            f"a batch of (256, 1) characters should give finite logits (256, 1, 27), got {value_text(logits)}",
        )
        total -= logits[:, 0].double().log_softmax(1).gather(1, Y[:, t, None]).mean().item()
    return total / X.shape[1]


@pytest.mark.training
@pytest.mark.points(4)
def test_the_stream_of_names_reaches_a_dev_loss_of_2_08(submission, held_out):
    B, T = 128, 8
    X, Y = strips(stream_of(held_out.train_words, held_out.stoi), B)
    K = X.shape[1] // T
    X, Y = (part[:, : K * T].reshape(B, K, T).transpose(0, 1).reshape(K * B, T) for part in (X, Y))
    model = submission.StatefulRNN(len(held_out.stoi), 16, 128)
    followed = Followed(model, read_parameters)
    options = {"epochs": 4, "batch_size": B, "muon_lr": 0.05, "shuffle": False}
    losses = submission.train(model, X, Y, **options)
    followed.expect_same_steps(losses, X, Y, **options)
    model.reset()
    dev = strips(stream_of(held_out.dev_words, held_out.stoi), 256)
    loss = loss_along(model, *dev)
    held_out.expect_reached(submission, loss, 2.08, len(losses))
    with torch.no_grad():
        expect_own_loss(loss, loss_along(followed.trained(X), *dev))
