"""Checks of `gradient_step`: the loss, and what one step makes of the weights."""

import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes, value_text
from grader.checks.own_terms import agrees, expect_own_gradients, has_values

pytestmark = pytest.mark.exercise(
    "gradient_step",
    builds_on=["one_hot_logits"],
    forbids=[
        "torch.nn.CrossEntropyLoss", "torch.nn.NLLLoss", "torch.nn.LogSoftmax", "torch.nn.Softmax",
        "torch.nn.functional.cross_entropy", "torch.nn.functional.nll_loss", "torch.nn.functional.log_softmax",
        "torch.nn.functional.softmax", "torch.log_softmax", "torch.softmax",
        "torch.Tensor.log_softmax", "torch.Tensor.softmax",
    ],
)  # fmt: skip

EXACT = 1e-4  # float32 weights near 1, logits of a few units, and a learning rate of up to 50


@st.composite
def questions(draw, low=1):
    """Weights and pairs; sometimes a single one, and often the same pair twice."""
    V, N, seed = draw(sizes(2, 6)), draw(sizes(low, 9)), draw(seeds())
    generator = torch.Generator().manual_seed(seed)
    xs, ys = (torch.randint(V, (N,), generator=generator) for _ in range(2))
    return torch.randn(V, V, generator=generator), xs, ys


def loss_of(W, xs, ys, decay=0.0):
    """The oracle: torch's own cross-entropy, in float64."""
    W = W.double()
    return F.cross_entropy(W[xs], ys) + decay * W.square().mean()


def gradient_of(W, xs, ys, decay=0.0, loss=loss_of):
    leaf = W.detach().double().requires_grad_()
    return torch.autograd.grad(loss(leaf, xs, ys, decay), leaf)[0]


def step(submission, W, xs, ys, lr, decay):
    """Take a step with fresh weights; return the loss and the weights after it."""
    leaf = submission.leaf(W, "W")
    loss = one_number(submission.gradient_step(leaf, xs, ys, lr, decay))
    return loss, numbers_of(leaf, W)


def one_number(got):
    fits = isinstance(got, int | float) or (isinstance(got, torch.Tensor) and got.numel() == 1)
    require(fits, f"gradient_step should return the loss, one number, got {value_text(got)}")
    require(has_values(got), f"the loss is {float(got)}")
    return float(got)


def numbers_of(leaf, W):
    after = leaf.data
    fits = isinstance(after, torch.Tensor) and after.shape == W.shape
    require(fits, f"W should keep its shape {tuple(W.shape)}, it is now {value_text(after)}")
    require(bool(after.isfinite().all()), "some of the weights are not finite after the step")
    return after


def loss_rivals(W, xs, ys):
    W = W.double()
    N = len(xs)
    logits = W[xs]
    chosen = logits.log_softmax(1)[torch.arange(N), ys]
    return [
        Rival(-chosen.sum().item(), "This is the sum over the pairs; take the mean.", id="sum-for-mean"),
        Rival(chosen.mean().item(), "The sign is missing: the loss is the negative mean of the logarithms.", id="sign-missing"),
        Rival(-logits[torch.arange(N), ys].mean().item(), "The logits were not normalised: take exponentials and divide by the sum of the row.", id="logits-not-normalised"),
        Rival(-logits.log_softmax(0)[torch.arange(N), ys].mean().item(), "The softmax runs down the columns, over the pairs; it should run over the V logits of each row: sum(1, keepdim=True).", id="softmax-over-the-batch"),
        Rival(-logits.flatten().log_softmax(0).view(logits.shape)[torch.arange(N), ys].mean().item(), "The softmax runs over all rows together; each row needs its own sum.", id="softmax-over-everything"),
        Rival(lambda: -(logits.exp() / logits.exp().sum(1))[torch.arange(N), ys].log().mean().item() if logits.shape[1] == N else None, "The sums were lined up with the columns instead of the rows: keep their dimension, sum(1, keepdim=True).", id="keepdim-missing"),
        Rival(-chosen.exp().mean().item(), "The logarithm is missing: this is the negative mean probability.", id="logarithm-missing"),
        Rival(-chosen.exp().mean().log().item(), "The mean comes before the logarithm; take the logarithms first, then their mean.", id="mean-before-logarithm"),
        Rival(-logits.log_softmax(1).mean().item(), "This averages the logarithms of all columns; only that of the character in ys counts.", id="all-columns-averaged"),
        Rival(-logits.log_softmax(1)[:, ys].mean().item(), "probs[:, ys] picks every target in every row; pair them: probs[arange(N), ys].", id="every-target-in-every-row"),
        Rival(-chosen.mean().item() / math.log(2), "This is in bits (log2); use the natural logarithm.", id="wrong-base"),
        Rival(-chosen.mean().item() / math.log(10), "This uses log10; use the natural logarithm.", id="wrong-base"),
        *(Rival(-(chosen.exp() + eps).log().mean().item(), "A small number is added to the probabilities, which makes the loss wrong; nothing has to be added.", id="small-number-in-the-logarithm") for eps in (1e-2, 1e-3, 1e-4)),
        Rival(-logits.exp().log_softmax(1)[torch.arange(N), ys].mean().item(), "The exponentials were taken twice.", id="exponential-twice"),
        Rival(loss_of(W, xs, ys, 0.01).item(), "decay is 0.01 here, whatever is asked for; this call has decay 0.", id="decay-fixed"),
        Rival(loss_of(W, ys, xs).item(), "xs and ys are swapped: the row of W is the first character, and the second has to be predicted.", id="inputs-and-targets-swapped"),
        Rival(loss_of(W.T, xs, ys).item(), "W is transposed: the row is the first character of a pair.", id="weights-transposed"),
        Rival(loss_of(W - gradient_of(W, xs, ys), xs, ys).item(), "This is the loss after a step; return the loss before the update.", id="loss-after-the-update"),
    ]  # fmt: skip


@pytest.mark.points(2)
@given(case=questions(), lr=st.sampled_from([1.0, 1]))
def test_it_returns_the_mean_negative_log_likelihood_before_the_update(submission, case, lr):
    W, xs, ys = case
    loss, _ = step(submission, W, xs, ys, lr, 0.0)
    expect(loss, loss_of(W, xs, ys).item(), "the loss", rivals=loss_rivals(W, xs, ys), tolerance=1e-5)


def moves(W, xs, ys, lr, decay=0.0):
    """The rivals of an update with the right loss."""
    gradient = gradient_of(W, xs, ys, decay)
    start = W.double()
    used = torch.zeros(len(W), 1, dtype=torch.bool)
    used[xs] = True
    last = torch.zeros_like(start)
    for x, row in zip(xs.tolist(), W.double()[xs].softmax(1) - F.one_hot(ys, len(W)), strict=True):
        last[x] = row / len(xs)
    return [
        Rival(start, "W is as it was: change the numbers of the tensor itself (W.data -= ..., or W -= ... under torch.no_grad()); W = W - ... makes another tensor.", id="not-in-place"),
        Rival(start + lr * gradient, "The step goes uphill: subtract the gradient.", id="uphill"),
        Rival(start - gradient, "The learning rate is not used.", id="learning-rate-ignored"),
        Rival(start - 50 * gradient, "The step is 50 times the gradient, whatever lr is.", id="learning-rate-fixed"),
        Rival(start - 0.1 * gradient, "The step is 0.1 times the gradient, whatever lr is.", id="learning-rate-fixed"),
        Rival(start - 2 * lr * gradient, "The step is twice as long as it should be.", id="step-doubled"),
        Rival(start - lr * len(xs) * gradient, "The step is that of the sum over the pairs; the loss is their mean.", id="gradient-not-averaged"),
        Rival(start - lr * gradient.sign(), "Only the sign of the gradient is used.", id="sign-of-the-gradient"),
        Rival(start - lr * gradient / gradient.norm().clamp(min=1e-9), "The gradient was scaled to length 1; take it as it is.", id="gradient-normalised"),
        Rival(-lr * gradient, "The old weights are gone: subtract the step from them.", id="weights-replaced"),
        Rival(gradient, "W holds its gradient; subtract lr times the gradient from the old weights.", id="weights-replaced"),
        Rival(start - lr * last, "A row that occurs several times moves by its last pair alone; its gradients add up.", id="last-gradient-only"),
        Rival(start - lr * gradient.T, "The gradient is transposed.", id="gradient-transposed"),
    ]  # fmt: skip


@pytest.mark.points(2)
@given(case=questions(), lr=st.sampled_from([0.1, 0.5, 3, 50.0]))
def test_the_weights_move_against_the_gradient(submission, case, lr):
    W, xs, ys = case
    loss, after = step(submission, W, xs, ys, lr, 0.0)
    if agrees(loss, loss_of(W, xs, ys).item(), tolerance=1e-5):
        right = (W.double() - lr * gradient_of(W, xs, ys)).float()
        expect(after, right, "W after the step", rivals=moves(W, xs, ys, lr), tolerance=EXACT, dtype=False)
        return

    _, half = step(submission, W, xs, ys, lr / 2, 0.0)
    require(
        not agrees(half, after) or agrees(after, W),
        f"the step with lr = {lr / 2} is as long as that with lr = {lr}: multiply the gradient by lr, whatever it is",
        misconception="learning-rate-fixed",
    )

    def run(values):
        return torch.tensor(step(submission, values.float(), xs, ys, 0.0, 0.0)[0], dtype=torch.float64)

    gradient = (W.double() - after.double()) / lr
    expect_own_gradients(
        run, [W.double()], [gradient], torch.tensor(1.0, dtype=torch.float64), ["your loss, as the step shows it,"]
    )


@pytest.mark.points(1)
@given(case=questions(), decay=st.sampled_from([0.05, 0.5, 2.0, 1]))
def test_decay_adds_the_mean_of_the_squared_weights(submission, case, decay):
    W, xs, ys = case
    (plain, plain_after), (loss, after) = (step(submission, W, xs, ys, 20.0, d) for d in (0.0, decay))
    squares = decay * W.double().square()
    V = len(W)
    expect(
        loss - plain,
        squares.mean().item(),
        f"what a decay of {decay} adds to the loss",
        rivals=[
            Rival(0.0, "decay is not used; the term belongs into the loss that is returned, too.", id="decay-ignored"),
            Rival(squares.sum().item(), "The sum of the squares was added; add their mean.", id="sum-of-squares"),
            Rival(squares.sum().item() / V, "The sum of the squares was divided by V; the mean divides by V * V.", id="squares-divided-by-v"),
            Rival(squares.mean().item() / 2, "Half of the mean was added; there is no factor of 1/2 here.", id="half-of-the-decay"),
            Rival(decay * W.double().mean().item(), "The mean of the weights was added; square them first.", id="weights-not-squared"),
            Rival(decay * W.double().abs().mean().item(), "The mean of the absolute weights was added; square them.", id="absolute-weights"),
            Rival(decay * W.double().norm().item(), "The length of W was added; take the mean of the squares.", id="norm-of-the-weights"),
            Rival(decay * W.double().mean().item() ** 2, "This is the square of the mean; square the weights first.", id="square-of-the-mean"),
            Rival(-squares.mean().item(), "The term was subtracted; add it.", id="decay-subtracted"),
            Rival(squares.mean().item() / decay, "decay is not used as a factor.", id="decay-not-a-factor"),
        ],
        tolerance=1e-5,
    )  # fmt: skip
    if agrees(after, W) and agrees(plain_after, W):
        return  # nothing moves, and another check has said it
    pull = 20 * 2 * decay * W.double() / W.numel()
    used = torch.zeros(V, 1, dtype=torch.bool)
    used[xs] = True
    right = (plain_after.double() - pull).float()
    expect(
        after,
        right,
        f"W after the step with a decay of {decay}, other than without",
        rivals=[
            Rival(plain_after, "decay is in the loss that is returned, but not in its gradient: add it before backward().", id="decay-not-in-the-gradient"),
            Rival((plain_after.double() - pull * used).float(), "The decay pulls at the rows that occur in xs only; it belongs to all weights.", id="decay-of-used-rows-only"),
            Rival((plain_after.double() - pull / 2).float(), "The gradient of a square has a factor of 2.", id="half-of-the-decay"),
        ],
        tolerance=EXACT,
        dtype=False,
    )  # fmt: skip


@pytest.mark.points(1)
@given(case=questions(), lr=st.sampled_from([0.5, 2.0]))
def test_an_old_gradient_does_not_count_in_the_next_step(submission, case, lr):
    W, xs, ys = case
    leaf = submission.leaf(W, "W")
    states = [W]
    for _ in range(3):
        one_number(submission.gradient_step(leaf, xs, ys, lr, 0.0))
        states.append(numbers_of(leaf, W))
    at_rest = bool(gradient_of(W, xs, ys).abs().max() < 1e-3)
    moved = not agrees(states[1], W) or at_rest
    require(moved, "W is as it was, so no step can be compared with the one before")
    for before, here, there in zip(states, states[1:], states[2:], strict=False):
        _, alone = step(submission, here, xs, ys, lr, 0.0)
        expect(
            there,
            alone,
            "W after one more step, compared with the first step from the same weights,",
            rivals=[
                Rival(
                    alone - (before - here),
                    "The gradient of the step before is still in it: backward() adds to W.grad, so set W.grad = None first.",
                    id="gradient-not-reset",
                )
            ],
            because="Each step follows the gradient of its own loss and nothing else. Set W.grad = None before backward().",
            tolerance=EXACT,
        )


@pytest.mark.points(1)
@given(case=questions(), seed=seeds())
def test_each_call_works_on_the_weights_that_it_is_given(submission, case, seed):
    W, xs, ys = case
    leaf, other = submission.leaf(W, "W"), submission.leaf(W + 1 + seed % 3, "other_W")
    first = one_number(submission.gradient_step(leaf, xs, ys, 0.5, 0.01))
    one_number(submission.gradient_step(other, xs, ys, 0.5, 0.01))
    fresh = submission.leaf(W, "W")
    again = one_number(submission.gradient_step(fresh, xs, ys, 0.5, 0.01))
    alone = "It depends on what is given alone, not on earlier calls."
    expect(again, first, "the loss of the first step from the same weights, at another call", because=alone)
    after, expected = numbers_of(fresh, W), numbers_of(leaf, W)
    expect(after, expected, "W after the first step from the same weights, at another call", because=alone)


@pytest.mark.points(0.25)
@given(case=questions())
def test_the_pairs_stay_as_they_are(submission, case):
    W, xs, ys = case
    leaf = submission.leaf(W, "W")
    _, xs_after, ys_after, *_ = submission.inputs_after(submission.gradient_step, leaf, xs, ys, 0.5, 0.01)
    expect(
        (xs_after, ys_after), (xs, ys), "xs and ys after the call", because="The caller's pairs were changed in place."
    )


STEPS, BATCH = 300, 4096
DECAY = 0.001
FOLLOWED = 10  # steps that are computed here as well


def batches(xs, ys):
    """The learning rate and the pairs of each step: steady at first, and then falling to 0."""
    generator = torch.Generator().manual_seed(2147483647)
    for k in range(STEPS):
        rows = torch.randint(len(xs), (BATCH,), generator=generator)
        yield 100 * min(1.0, 2 - 2 * k / STEPS), xs[rows], ys[rows]


def pairs(words, stoi):
    xs = torch.tensor([stoi[character] for word in words for character in "." + word])
    return xs, torch.tensor([stoi[character] for word in words for character in word + "."])


@pytest.mark.training
@pytest.mark.points(2)
def test_training_comes_within_0_01_of_counting(submission, held_out):
    xs, ys = pairs(held_out.train_words, held_out.stoi)
    V = len(held_out.stoi)
    counts = torch.bincount(xs * V + ys, minlength=V * V).view(V, V) + 1.0
    counted = held_out.dev_loss(lambda X: counts.log()[X[:, -1]], 1)
    W = 0.1 * torch.randn(V, V, generator=torch.Generator().manual_seed(2147483647))
    leaf, ours = submission.leaf(W, "W"), W.clone()
    for k, (lr, x, y) in enumerate(batches(xs, ys)):
        one_number(submission.gradient_step(leaf, x, y, lr, DECAY))
        if k < FOLLOWED:
            ours = (ours.double() - lr * gradient_of(ours, x, y, DECAY)).float()
            expect(numbers_of(leaf, W), ours, f"W in the training, after step {k + 1},", tolerance=1e-3)
    trained = numbers_of(leaf, W)
    loss = held_out.dev_loss(lambda X: trained[X[:, -1]], 1)
    require(
        loss <= counted + 0.01,
        f"after {STEPS} steps the dev loss is {loss:.4f}; counting reaches {counted:.4f}, and training should come within 0.01 of it.\n"
        "Fix the smaller checks first: a step that computes the wrong thing shows up here as a higher loss.",
    )
    submission.note(f"dev loss {loss:.4f}, at most {counted + 0.01:.4f}")
