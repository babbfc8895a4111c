"""Checks of `BatchNorm1d`: one mean and one variance per channel, over the batch and over time.

To normalise, the variance may be divided by n - 1 (the lecture) or by n (torch.nn); nothing else is right.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes, vjp
from grader.checks.own_terms import (
    agrees,
    expect_dtype_kept,
    expect_inputs_kept,
    expect_near,
    expect_no_copies,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
    right_or_own,
)
from grader.checks.strategies import lay_out, normal

pytestmark = pytest.mark.exercise(
    "BatchNorm1d",
    forbids=["torch.nn.BatchNorm1d", "torch.nn.SyncBatchNorm", "torch.nn.functional.batch_norm", "torch.batch_norm",
             "torch.native_batch_norm"],
)  # fmt: skip

BATCH_ONLY = (0,)
ALL_BUT_CHANNELS = (0, 1)
BIASED = (
    "The biased variance (divided by n) went into the running average. You may normalise with either, but keep the "
    "one divided by n - 1: later it has to stand for data that was not in the batch."
)
DEVIATION = "The standard deviation went into the running average; it should be the variance."


@st.composite
def inputs(draw, dims=(2, 3), dtype=torch.float64, low=2):
    """(B, C) or (B, T, C) in any memory layout; values of about 1 with another mean and spread in every channel."""
    T = draw(sizes(2, 4)) if draw(st.sampled_from(dims)) == 3 else None
    B, C = draw(sizes(low, 5)), draw(sizes(1, 4))
    x = normal((B, C) if T is None else (B, T, C), draw(seeds()), dtype)
    return lay_out(x, draw(st.sampled_from(["contiguous", "transposed", "strided", "offset"])))


def layer_with(submission, x, seed, eps=0.1, momentum=0.1):
    """A layer of the submission with our gamma and beta, in the dtype of the input."""
    C = x.shape[-1]
    layer = submission.BatchNorm1d(C, eps=eps, momentum=momentum)
    submission.cast(layer, x.dtype)
    layer.gamma = gamma = normal((C,), seed, x.dtype) + 2
    layer.beta = beta = normal((C,), seed + 1, x.dtype)
    return layer, gamma, beta


def reduced(x):
    """The dimensions that statistics run over."""
    return BATCH_ONLY if x.dim() == 2 else ALL_BUT_CHANNELS


def statistics(x):
    """The oracle's mean, variance with n - 1 and variance with n; each of shape (C,)."""
    rows = x.reshape(-1, x.shape[-1])
    mean = rows.sum(0) / len(rows)
    squares = ((rows - mean) ** 2).sum(0)
    return mean, squares / (len(rows) - 1), squares / len(rows)


def normalised(x, gamma, beta, eps, mean, var):
    return gamma * (x - mean) / torch.sqrt(var + eps) + beta


def right_outputs(x, gamma, beta, eps):
    """Both right outputs in training: the lecture's and torch's."""
    mean, unbiased, biased = statistics(x)
    return [normalised(x, gamma, beta, eps, mean, var) for var in (unbiased, biased)]


def per_position(x):
    if x.dim() == 2:
        return ""
    return (
        f"Statistics are kept per position: (1, {x.shape[1]}, {x.shape[2]}) numbers instead of {x.shape[2]}. The mean runs over "
        "dimension 0 only, and broadcasting hides it. A channel means the same thing at every position, so reduce over "
        "all dimensions but the last: (0, 1) here, and (0,) for a (B, C) batch."
    )


def rivals(x, gamma, beta, eps):
    """Wrong outputs in training that have a name, with either variance."""
    return [
        Rival(formula, sentence, slug)
        for correction in (1, 0)
        for slug, formula, sentence in bugs(x, gamma, beta, eps, correction)
        if x.dim() == 3 or slug not in NEEDS_TIME
    ]


def normalises(submission, seed):
    """Whether a batch is normalised in training, or comes to what one mistake makes of that."""

    def near(*shape):
        x = normal(shape, seed)
        layer, gamma, beta = layer_with(submission, x, seed)
        return is_near(layer(x), *right_outputs(x, gamma, beta, 0.1), rivals=rivals(x, gamma, beta, 0.1), given=[x])

    return is_near_once(lambda: near(4, 3, 5), lambda: near(6, 5))


NEEDS_TIME = {
    "statistics-per-position", "statistics-over-time-only", "variances-of-positions-averaged",
    "variances-of-examples-averaged", "n-counts-examples-only",
}  # fmt: skip


def bugs(x, gamma, beta, eps, correction):
    """The known mistakes, one a row: an id, the wrong output, and the sentence that explains it."""
    dims, sqrt = reduced(x), torch.sqrt
    mean, var = x.mean(dims), x.var(dims, correction=correction)
    diff, std = x - mean, sqrt(var + eps)
    xhat = diff / std
    B, T, n = len(x), x.shape[1], x.numel() // x.shape[-1]

    def with_variance(wrong):
        return gamma * diff / sqrt(wrong + eps) + beta

    def over(*dims):
        return (x - x.mean(dims, True)) / sqrt(x.var(dims, correction=correction, keepdim=True) + eps) * gamma + beta

    return [
        ("statistics-per-position", lambda: over(0), per_position(x)),
        ("statistics-over-time-only", lambda: over(1), "Statistics run over time only: each example is normalised by itself."),
        ("layer-norm", lambda: over(-1), "Statistics run over the channels of one example. That is layer norm, not batch norm."),
        ("layer-norm", lambda: over(*range(1, x.dim())), "Statistics run over the channels of one example. That is layer norm, not batch norm."),
        ("channels-share-statistics", lambda: over(*range(x.dim())), "One mean and one variance are used for all channels together; each channel needs its own."),

        ("eps-missing", lambda: gamma * diff / sqrt(var) + beta, "eps is missing: divide by sqrt(var + eps)."),
        ("eps-outside-the-root", lambda: gamma * diff / (sqrt(var) + eps) + beta, "eps is outside the root: divide by sqrt(var + eps)."),
        ("eps-squared", lambda: gamma * diff / sqrt(var + eps**2) + beta, "eps is squared: divide by sqrt(var + eps)."),
        ("eps-fixed", lambda: gamma * diff / sqrt(var + 1e-5) + beta, "eps is fixed at 1e-5; use the eps that the constructor was given."),
        ("root-missing", lambda: gamma * diff / (var + eps) + beta, "The root is missing: divide by the standard deviation, not by the variance."),
        ("root-missing", lambda: gamma * diff / var + beta, "The root is missing, and eps: divide by sqrt(var + eps)."),
        ("deviation-for-variance", lambda: with_variance(var.sqrt()),
         "The standard deviation stands under the root, where the variance should: take var(), not std()."),
        ("eps-subtracted", lambda: gamma * diff / sqrt(var - eps) + beta, "eps is subtracted: divide by sqrt(var + eps)."),
        ("division-missing", lambda: gamma * diff + beta, "The division by the standard deviation is missing."),
        ("mean-not-subtracted", lambda: gamma * x / std + beta, "The mean is not subtracted."),

        ("gamma-and-beta-unused", lambda: xhat, "gamma and beta are not used."),
        ("beta-unused", lambda: gamma * xhat, "beta is not added."),
        ("gamma-unused", lambda: xhat + beta, "gamma is not used."),
        ("shift-before-scale", lambda: gamma * (xhat + beta), "The shift comes before the scale; it should be gamma * xhat + beta."),
        ("gamma-and-beta-swapped", lambda: beta * xhat + gamma, "gamma and beta are swapped."),

        ("variances-of-positions-averaged", lambda: with_variance(x.var(0, correction=correction).mean(0)),
         ("The variances of the positions were averaged. That ignores how the positions' means differ: take one variance over "
         "batch and time together.")),
        ("variances-of-examples-averaged", lambda: with_variance(x.var(1, correction=correction).mean(0)),
         ("The variances of the examples were averaged. That ignores how the examples' means differ: take one variance over "
         "batch and time together.")),
        ("n-counts-examples-only", lambda: with_variance(x.var(dims, correction=0) * B / (B - 1)),
         f"The n in n - 1 counts the examples only; over batch and time there are {B} * {T} = {n} numbers."),
        ("variance-around-zero", lambda: with_variance((x**2).mean(dims)), "The variance is taken around 0: subtract the mean before you square."),
        ("absolute-deviation", lambda: with_variance(diff.abs().mean(dims) ** 2),
         "This is the mean absolute deviation; the variance is the mean of the squared deviations."),

        ("running-averages-in-training", lambda: gamma * x / sqrt(torch.ones_like(var) + eps) + beta,
         ("These are the running averages, which are for evaluation. In training, use the batch's own mean and variance. "
         "Is self.training True in a new layer?")),
        ("updated-averages-in-training",
         lambda: gamma * (x - 0.1 * mean) / sqrt(0.9 + 0.1 * x.var(dims) + eps) + beta,
         ("This normalises with the running averages that this batch has just updated. In training, use the batch's own mean "
         "and variance.")),
    ]  # fmt: skip


@pytest.mark.points(2)
@given(seed=seeds())
def test_statistics_are_shared_by_every_position(submission, seed):
    x = normal((5, 4, 68), seed)
    layer, gamma, beta = layer_with(submission, x, 1)
    output = layer(x)
    for name in ("running_mean", "running_var"):
        kept = getattr(layer, name)
        require(
            kept.numel() != 4 * 68,
            f"{name} has shape {tuple(kept.shape)}\n{per_position(x)}\n"
            f"So each mean is taken over 5 numbers instead of 20, and {4 * 68} of them are kept instead of 68.",
            misconception="statistics-per-position",
        )
        require(
            kept.numel() == 68, f"{name} has shape {tuple(kept.shape)}; there should be 68 numbers, one per channel"
        )
    right, other = right_outputs(x, gamma, beta, 0.1)
    wrong = rivals(x, gamma, beta, 0.1)
    if isinstance(output, torch.Tensor) and output.shape == x.shape and not any(map(output.allclose, (right, other))):
        corners = [Rival(corner(r.value() if callable(r.value) else r.value), r.sentence, r.id) for r in wrong]
        what = "the corner [:2, :2, :2] of the normalised batch"
        expect(corner(output), corner(right), what, or_else=[corner(other)], rivals=corners)
    expect(output, right, "the normalised batch", or_else=[other], rivals=wrong)


def expect_first_averages(layer, x, momentum, when, because):
    """Require the right running averages of a layer that has seen a single batch."""
    mean, unbiased, biased = statistics(x)
    wrong = wrong_averages(momentum, torch.zeros_like(mean), mean, "mean")
    expect(layer.running_mean.flatten(), momentum * mean, f"running_mean {when}", because=because, rivals=wrong)
    before = torch.ones_like(unbiased)
    wrong = [
        Rival((1 - momentum) + momentum * biased, BIASED, "biased-running-variance"),
        Rival((1 - momentum) + momentum * unbiased.sqrt(), DEVIATION, "running-standard-deviation"),
        *wrong_averages(momentum, before, unbiased, "variance"),
    ]
    right = (1 - momentum) + momentum * unbiased
    expect(layer.running_var.flatten(), right, f"running_var {when}", because=because, rivals=wrong)


def corner(value):
    """So much of a large tensor that a message can show its numbers."""
    return value[:2, :2, :2].contiguous()


@pytest.mark.points(1)
@given(C=sizes(1, 6))
def test_it_starts_as_the_identity_of_its_parameters(submission, C):
    layer = submission.BatchNorm1d(C)
    starts = {
        "gamma": torch.ones(C),
        "beta": torch.zeros(C),
        "running_mean": torch.zeros(C),
        "running_var": torch.ones(C),
    }
    for name, start in starts.items():
        value = getattr(layer, name)
        require(
            isinstance(value, torch.Tensor) and value.numel() == C,
            f"BatchNorm1d({C}).{name} should hold {C} numbers, one per channel",
        )
        expect(
            value.flatten(),
            start,
            f"BatchNorm1d({C}).{name}",
            because="A new layer only normalises (gamma 1, beta 0); the running averages start at mean 0 and variance 1.",
            dtype=False,
        )
    require(layer.training is True, "a new layer starts in training mode: self.training = True")
    for name, start in starts.items():
        setattr(layer, name, start + 1)
        for other, untouched in starts.items():
            if other != name:
                expect(
                    getattr(layer, other).flatten(),
                    untouched,
                    f"{other} after {name} was changed",
                    rivals=[
                        Rival(
                            start + 1,
                            f"{name} and {other} share their memory. Create a separate tensor for each.",
                            "tensors-share-memory",
                        )
                    ],
                    dtype=False,
                )
        setattr(layer, name, start)


@pytest.mark.points(1)
@given(x=inputs(), seed=seeds())
def test_two_layers_have_nothing_in_common(submission, x, seed):
    C = x.shape[-1]
    first, second = submission.BatchNorm1d(C), submission.BatchNorm1d(C)
    submission.cast(first, x.dtype)
    first(x)
    expect_near(normalises(submission, seed), "the normalised batch")
    for name, start in (("running_mean", torch.zeros(C)), ("running_var", torch.ones(C))):
        expect(
            getattr(second, name).flatten(),
            start,
            f"the {name} of a new layer, after another one saw a batch,",
            dtype=False,
            because="Two layers share their running averages: create the tensors in __init__, so that each layer has its own.",
        )


@pytest.mark.points(3)
@given(x=inputs(), seed=seeds(), eps=st.sampled_from([0.1, 0.5, 2.0]))
def test_a_batch_is_normalised_channel_by_channel(submission, x, seed, eps):
    layer, gamma, beta = layer_with(submission, x, seed, eps)
    right, other = right_outputs(x, gamma, beta, eps)
    expect(layer(x), right, f"the normalised batch (eps={eps})", or_else=[other], rivals=rivals(x, gamma, beta, eps))


@pytest.mark.points(1)
@given(seed=seeds())
def test_the_default_eps_and_momentum_are_those_of_the_lecture(submission, seed):
    x = normal((6, 3), seed) * 3e-3  # variances of about 1e-5, so that eps = 1e-5 counts as much as they do
    layer = submission.BatchNorm1d(3)
    submission.cast(layer, torch.float64)
    one, zero = torch.ones(3, dtype=torch.float64), torch.zeros(3, dtype=torch.float64)
    right, other = right_outputs(x, one, zero, 1e-5)
    expect(
        layer(x), right, "a batch with a variance near 1e-5", or_else=[other], because="The default of eps is 1e-5.",
        rivals=rivals(x, one, zero, 1e-5),
    )  # fmt: skip
    expect_first_averages(layer, x, 0.1, "after a batch", "The default of momentum is 0.1.")


@pytest.mark.points(3)
@given(x=inputs(low=3), seed=seeds(), momentum=st.sampled_from([0.1, 0.25, 0.7]), steps=st.integers(1, 3))
def test_running_averages_follow_the_batches(submission, x, seed, momentum, steps):
    layer, _, _ = layer_with(submission, x, seed, momentum=momentum)
    C = x.shape[-1]
    mean_before = var_before = None
    running_mean, running_var = torch.zeros(C, dtype=x.dtype), torch.ones(C, dtype=x.dtype)
    for step in range(steps):
        batch = x * (1 + step) + step
        layer(batch)
        mean_before, var_before = running_mean, running_var
        mean, unbiased, _ = statistics(batch)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * unbiased
    got_mean, got_var = layer.running_mean, layer.running_var
    after = f"after {steps} batch{'es' if steps > 1 else ''} with momentum {momentum}"
    for name, value in (("running_mean", got_mean), ("running_var", got_var)):
        if x.dim() == 3 and value.numel() == C * x.shape[1] and tuple(value.shape)[-2:] == tuple(x.shape[1:]):
            require(
                False,
                f"{name} has shape {tuple(value.shape)}\n{per_position(x)}",
                misconception="statistics-per-position",
            )
        require(
            value.numel() == C, f"{name} has shape {tuple(value.shape)}; there should be {C} numbers, one per channel"
        )
    expect(
        got_mean.flatten(),
        running_mean,
        f"running_mean {after}",
        rivals=wrong_averages(momentum, mean_before, mean, "mean"),
    )
    expect(
        got_var.flatten(),
        running_var,
        f"running_var {after}",
        rivals=[
            Rival(lambda: biased_average(x, momentum, steps), BIASED, "biased-running-variance"),
            Rival(
                lambda: deviation_average(x, momentum, steps),
                DEVIATION,
                "running-standard-deviation",
            ),
            *wrong_averages(momentum, var_before, unbiased, "variance"),
        ],
    )


@pytest.mark.points(1)
@given(seed=seeds())
def test_one_example_or_one_position_is_enough(submission, seed):
    expect_few_to_do(submission, normal((1, 4, 3), seed), "one example with 4 positions")
    expect_few_to_do(submission, normal((4, 1, 3), seed), "4 examples with one position")


def expect_few_to_do(submission, x, what):
    """Require the right output and running averages of a batch that is small in one of its dimensions."""
    layer, gamma, beta = layer_with(submission, x, 1)
    right, other = right_outputs(x, gamma, beta, 0.1)
    because = "A channel has B * T numbers, and two of them are enough for a mean and a variance."
    expect(layer(x), right, f"the normalised batch of {what}", or_else=[other], because=because)
    expect_first_averages(layer, x, 0.1, f"after {what}", because)


def wrong_averages(momentum, old, new, what):
    """Wrong running averages after the last batch, from what was kept before it and what it brought."""
    return [
        Rival(
            momentum * old + (1 - momentum) * new,
            "momentum and 1 - momentum are swapped: multiply the old average by 1 - momentum.",
            "momentum-swapped",
        ),
        Rival(old, "The running average was not updated by the last batch.", "running-average-not-updated"),
        Rival(
            new,
            f"This is just the last batch's {what}; the old average should keep its share, 1 - momentum.",
            "old-average-forgotten",
        ),
        Rival(
            old + momentum * new,
            "The old average should shrink by a factor of 1 - momentum before the batch's share is added.",
            "old-average-does-not-shrink",
        ),
    ]


def biased_average(x, momentum, steps):
    """The running variance of someone who divides by n."""
    kept = torch.ones(x.shape[-1], dtype=x.dtype)
    for step in range(steps):
        kept = (1 - momentum) * kept + momentum * statistics(x * (1 + step) + step)[2]
    return kept


def deviation_average(x, momentum, steps):
    """The running variance of someone who averages standard deviations."""
    kept = torch.ones(x.shape[-1], dtype=x.dtype)
    for step in range(steps):
        kept = (1 - momentum) * kept + momentum * statistics(x * (1 + step) + step)[1].sqrt()
    return kept


def evaluating(submission, x, seed, eps=0.1):
    """A layer in evaluation mode with our parameters and running averages."""
    layer, gamma, beta = layer_with(submission, x, seed, eps)
    layer.running_mean = mean = normal(tuple(gamma.shape), seed + 2, x.dtype)
    layer.running_var = var = normal(tuple(gamma.shape), seed + 3, x.dtype).abs() + 0.5
    layer.training = False
    return layer, gamma, beta, mean, var


@pytest.mark.points(3)
@given(x=inputs(low=1), seed=seeds())
def test_evaluation_uses_the_running_averages_and_leaves_them_alone(submission, x, seed):
    layer, gamma, beta, mean, var = evaluating(submission, x, seed)
    batch = "In evaluation mode this still uses the statistics of the batch; use running_mean and running_var."
    diff, std = x - mean, torch.sqrt(var + 0.1)
    wrong = [
        Rival(formula, sentence, slug)
        for slug, formula, sentence in [
            *(("batch-statistics-in-evaluation", value, batch) for value in right_outputs(x, gamma, beta, 0.1)),
            ("eps-missing", gamma * diff / torch.sqrt(var) + beta, "eps is missing in evaluation mode."),
            ("eps-outside-the-root", gamma * diff / (torch.sqrt(var) + 0.1) + beta, "eps is outside the root in evaluation mode."),
            ("gamma-and-beta-unused", diff / std, "gamma and beta are not used in evaluation mode."),
            ("root-missing", gamma * diff / (var + 0.1) + beta, "The root is missing in evaluation mode."),
            ("deviation-for-variance", gamma * diff / torch.sqrt(var.sqrt() + 0.1) + beta,
             "running_var is a variance; the standard deviation was put under the root."),
            ("beta-unused", gamma * diff / std, "beta is not added in evaluation mode."),
            ("gamma-unused", diff / std + beta, "gamma is not used in evaluation mode."),
            ("mean-not-subtracted", gamma * x / std + beta, "running_mean is not subtracted."),
            ("running-variance-squared", gamma * diff / torch.sqrt(var**2 + 0.1) + beta, "running_var is a variance already; do not square it."),
        ]
    ]  # fmt: skip
    right = normalised(x, gamma, beta, 0.1, mean, var)
    expect(layer(x), right, "the result in evaluation mode", rivals=wrong)
    still = "Evaluation must not update the running averages, or the answer depends on what was evaluated before."
    expect(layer.running_mean.flatten(), mean, "running_mean after an evaluation", because=still)
    expect(layer.running_var.flatten(), var, "running_var after an evaluation", because=still)
    expect(
        layer(x),
        right,
        "the result of a second evaluation",
        because="A second evaluation gave another answer: evaluating must change nothing, not even the training flag.",
    )


@pytest.mark.points(1)
@given(x=inputs(), seed=seeds())
def test_in_evaluation_one_example_alone_gets_the_same_answer(submission, x, seed):
    layer, gamma, beta, mean, var = evaluating(submission, x, seed)
    right = normalised(x, gamma, beta, 0.1, mean, var)
    together = right_or_own(layer(x), right, given=[x]) if normalises(submission, seed) else right
    for i in range(len(x)):
        expect(
            layer(x[i : i + 1]),
            together[i : i + 1],
            f"example {i} evaluated alone, compared with the same example in the batch,",
            because="In evaluation mode the other examples must not matter; are the statistics of the batch still in use?",
        )


@pytest.mark.points(3)
@given(x=inputs(low=3), seed=seeds())
def test_gradients_flow_through_the_statistics_too(submission, x, seed):
    layer, gamma, beta = layer_with(submission, x, seed)
    cotangent = normal(tuple(x.shape), seed + 7)
    result, cotangent = gradients_in_any_shape(submission, layer, x, cotangent=cotangent, wrt=["gamma", "beta"])
    names = ("the input", "gamma", "beta")
    if not agrees(result.output, *right_outputs(x, gamma, beta, 0.1)):
        expect_near(normalises(submission, seed), "the normalised batch")
        found = [result.inputs[0], *result.parameters]
        expect_own_gradients(called_with(layer), (x, gamma, beta), found, cotangent, names)
        return

    def products(correction, detach=()):
        leaves = [x.clone().requires_grad_(), gamma.clone().requires_grad_(), beta.clone().requires_grad_()]
        mean, unbiased, biased = statistics(leaves[0])
        var = unbiased if correction else biased
        mean, var = mean.detach() if "mean" in detach else mean, var.detach() if "var" in detach else var
        return vjp(normalised(*leaves, 0.1, mean, var), leaves, cotangent)

    depend = (
        "That is right for the running averages only: what normalises depends on the input, and so do its gradients."
    )
    right, other = products(1), products(0)
    cut = [
        (products(correction, parts), sentence, slug)
        for correction in (1, 0)
        for slug, parts, sentence in (
            ("statistics-detached", ("mean", "var"), f"Mean and variance were treated as constants. {depend}"),
            ("mean-detached", ("mean",), f"The mean was treated as a constant. {depend}"),
            ("variance-detached", ("var",), f"The variance was treated as a constant. {depend}"),
        )
    ]
    for i, got in enumerate([result.inputs[0], *result.parameters]):
        require(got is not None, f"no gradient reaches {names[i]}: something cuts the graph (detach, .data, no_grad)")
        expect(
            got.reshape(right[i].shape) if got.numel() == right[i].numel() else got,
            right[i],
            f"the gradient of {names[i]}",
            or_else=[other[i]],
            rivals=[Rival(wrong[i], sentence, slug) for wrong, sentence, slug in cut],
        )


def called_with(layer):
    """Return a function of the input, gamma and beta."""

    def run(x, gamma, beta):
        layer.gamma, layer.beta = gamma, beta
        return layer(x)

    return run


@pytest.mark.points(0.25)
@given(x=inputs(low=3), seed=seeds())
def test_the_running_averages_keep_no_graph(submission, x, seed):
    layer, _, _ = layer_with(submission, x, seed)
    gradients_in_any_shape(submission, layer, x, cotangent=normal(tuple(x.shape), seed + 7), wrt=["gamma", "beta"])
    expect_near(normalises(submission, seed), "the normalised batch")
    for name in ("running_mean", "running_var"):
        require(
            getattr(layer, f"{name}.requires_grad") is False,
            f"{name} is still attached to the graph of the batch, and every further batch makes that graph longer, until memory "
            "runs out. Update the running averages under torch.no_grad().",
            misconception="running-averages-keep-the-graph",
        )


@pytest.mark.points(1)
@given(x=inputs(low=1), seed=seeds())
def test_gradients_in_evaluation_mode(submission, x, seed):
    layer, gamma, beta, mean, var = evaluating(submission, x, seed)
    cotangent = normal(tuple(x.shape), seed + 7)
    result, cotangent = gradients_in_any_shape(submission, layer, x, cotangent=cotangent, wrt=["gamma", "beta"])
    if not agrees(result.output, normalised(x, gamma, beta, 0.1, mean, var)):
        expect_near(normalises(submission, seed), "the normalised batch")
        found, names = [result.inputs[0], *result.parameters], ("the input", "gamma", "beta")
        expect_own_gradients(called_with(layer), (x, gamma, beta), found, cotangent, names)
        return
    leaves = [x.clone().requires_grad_(), gamma.clone().requires_grad_(), beta.clone().requires_grad_()]
    expected = vjp(normalised(*leaves, 0.1, mean, var), leaves, cotangent)
    for name, got, right in zip(
        ("the input", "gamma", "beta"), [result.inputs[0], *result.parameters], expected, strict=True
    ):
        require(got is not None, f"in evaluation mode no gradient reaches {name}")
        alike = got.reshape(right.shape) if got.numel() == right.numel() else got
        expect(alike, right, f"the gradient of {name} in evaluation mode")


@pytest.mark.points(2.25)
@given(x=inputs(dtype=torch.float32), seed=seeds())
def test_the_result_is_kept_and_the_parameters_are_gamma_and_beta(submission, x, seed):
    layer, gamma, beta = layer_with(submission, x, seed)
    parameters = layer.parameters()
    require(
        len(parameters) == 2,
        f"parameters() should list gamma and beta, but it lists {len(parameters)} tensors: buffers are not trained",
    )
    for i, name, right, wrong in ((0, "gamma", gamma, beta), (1, "beta", beta, gamma)):
        expect(
            parameters[i].flatten(),
            right,
            f"parameters()[{i}], which should be {name},",
            rivals=[Rival(wrong, "gamma and beta are listed in reverse order.", "parameters-reversed")],
        )
    expect_near(normalises(submission, seed), "the normalised batch")
    expect_no_copies(submission, layer_with(submission, x, seed)[0], ["gamma", "beta"], x)
    expect_dtype_kept(
        lambda dtype: layer_with(submission, x.to(dtype), seed)[0](x.to(dtype)),
        lambda dtype: right_outputs(x.to(dtype), *layer_with(submission, x.to(dtype), seed)[1:], 0.1),
        "the normalised batch",
        rivals=rivals(x, gamma, beta, 0.1),
    )
    output = layer(x)
    expect(layer.out, output, "layer.out after the call", because="Keep the result as self.out.")
    layer.training = False
    evaluated = layer(x)
    expect(layer.out, evaluated, "layer.out after an evaluation", because="Keep the result as self.out in both modes.")


@pytest.mark.points(0.25)
@given(x=inputs(dtype=torch.float32), seed=seeds())
def test_the_input_stays_as_it_is(submission, x, seed):
    layer, _, _ = layer_with(submission, x, seed)
    near = normalises(submission, seed)
    for training, what in ((True, "the input after the call"), (False, "the input after an evaluation")):
        layer.training = training
        expect_inputs_kept(
            submission, layer, x, near=near, form=x, what="the normalised batch", kept={what: "The input was changed in place."},
        )  # fmt: skip


@pytest.mark.points(0.25)
@given(training=st.booleans(), dims=st.sampled_from([(4, 3), (2, 4, 3)]), seed=seeds())
def test_it_works_on_another_device(submission, training, dims, seed):
    expect_near(normalises(submission, seed), "the normalised batch")
    layer = submission.BatchNorm1d(3)
    layer.training = training
    x = torch.zeros(dims)
    there = submission.works_on_another_device(layer, x)
    require(
        there,
        "the layer and its input were on another device, but the result is on the CPU",
    )
