"""Checks of `RNN`: equal to `torch.nn.RNN` on the same weights."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, sizes, value_text, vjp
from grader.checks.own_terms import (
    agrees,
    expect_dtype_kept,
    expect_inputs_kept,
    expect_near,
    expect_no_copies,
    expect_own_gradients,
    gradients_in_any_shape,
    is_attempt,
    is_near,
    is_near_once,
    right_or_own,
)
from grader.checks.strategies import lay_out, normal

pytestmark = pytest.mark.exercise(
    "RNN",
    forbids=["torch.nn.RNN", "torch.nn.RNNCell", "torch.nn.Linear", "torch.rnn_tanh", "torch.rnn_tanh_cell",
             "torch._VF.rnn_tanh"],
)  # fmt: skip

NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@st.composite
def cases(draw, dtype=torch.float64, batch_first=None, steps=(1, 6)):
    """Layout flag, input in that layout, initial state and weights."""
    T, B, I, H = draw(sizes(*steps)), draw(sizes(1, 4)), draw(sizes(1, 4)), draw(sizes(1, 4))  # noqa: E741
    first = draw(st.booleans()) if batch_first is None else batch_first
    seed = draw(seeds())
    x = lay_out(
        normal((B, T, I) if first else (T, B, I), seed, dtype), draw(st.sampled_from(["contiguous", "transposed"]))
    )
    weights = [0.7 * normal(shape, seed + i, dtype) for i, shape in enumerate(((H, I), (H, H), (H,), (H,)), start=1)]
    return first, x, normal((1, B, H), seed + 5, dtype), weights


def with_our_weights(submission, first, weights):
    """The submission's layer with our parameters."""
    H, I = weights[0].shape  # noqa: E741
    layer = submission.RNN(I, H, batch_first=first) if first else submission.RNN(I, H)
    submission.cast(layer, weights[0].dtype)
    for name, weight in zip(NAMES, weights, strict=True):
        setattr(layer, name, weight)
    return layer


def oracle(first, x, h0, weights):
    """Torch's own layer on the same weights."""
    H, I = weights[0].shape  # noqa: E741
    module = torch.nn.RNN(I, H, batch_first=first).to(x.dtype)
    parameters = dict(zip((f"{name}_l0" for name in NAMES), weights, strict=True))
    return torch.func.functional_call(module, parameters, (x,) if h0 is None else (x, h0))


def loop(first, x, h0, weights, act=torch.tanh, order=1, frozen=False):
    """The same in a plain loop, with the mistakes that rivals make."""
    weight_ih, weight_hh, bias_ih, bias_hh = weights
    steps = x.unbind(1 if first else 0)[::order]
    h = torch.zeros(steps[0].shape[0], len(weight_hh), dtype=x.dtype) if h0 is None else h0[0]
    states, start = [], h
    for step in steps:
        h = act(step @ weight_ih.T + bias_ih + (start if frozen else h) @ weight_hh.T + bias_hh)
        states.append(h)
    return torch.stack(states[::order], 1 if first else 0), h[None]


def rivals(first, x, h0, weights):
    weight_ih, weight_hh, bias_ih, bias_hh = weights
    output, h_n = oracle(first, x, h0, weights)
    zero = torch.zeros_like(bias_ih)
    other_way = "batch and time were mixed up: batch_first=True means (B, T, I), otherwise the input is (T, B, I)."
    square = x.shape[0] == x.shape[1]
    return [
        Rival(lambda: loop(first, x, None, weights), "The initial state h0 is not used.", id="h0-ignored"),
        Rival(lambda: loop(first, x, h0, weights, frozen=True), "The state is not carried forward: every step starts from h0.", id="state-not-carried"),
        Rival(lambda: loop(first, x, h0, (weight_ih, weight_hh.T, bias_ih, bias_hh)), "weight_hh is not transposed; the product should be h @ weight_hh.T.", id="hidden-weight-not-transposed"),
        Rival(lambda: loop(first, x, h0, (weight_ih, weight_hh, zero, bias_hh)), "bias_ih is not added.", id="bias-ih-missing"),
        Rival(lambda: loop(first, x, h0, (weight_ih, weight_hh, bias_ih, zero)), "bias_hh is not added.", id="bias-hh-missing"),
        Rival(lambda: loop(first, x, h0, weights, act=torch.relu), "This uses relu; the layer should use tanh.", id="relu-for-tanh"),
        Rival(lambda: loop(first, x, h0, weights, act=lambda s: s), "The tanh is missing.", id="tanh-missing"),
        Rival(lambda: loop(first, x, h0, weights, order=-1), "The sequence is read backwards.", id="reversed-order"),
        Rival(lambda: (loop(first, x, h0, weights)[0].flip(1 if first else 0), h_n), "The states are returned in reverse order.", id="output-reversed"),
        Rival((output, h_n[0]), "h_n lost its first dimension: it should be (1, B, H).", id="state-lost-a-dimension"),
        Rival((output.transpose(0, 1), h_n), f"In the output, {other_way}", id="batch-and-time-swapped"),
        Rival((h_n, output), "output and h_n are swapped.", id="results-swapped"),
        Rival((h_n[0], h_n), "Only the last state is returned; the output should hold the states of all steps.", id="last-step-only"),
        Rival(lambda: (output, h_n.transpose(0, 1)) if first else None, "h_n should be (1, B, H) even when batch_first is set.", id="state-batch-first"),
        Rival(lambda: loop(not first, x, h0, weights) if square or h0 is None else None, f"In the loop, {other_way}", id="batch-and-time-swapped"),
        Rival(lambda: (output, output[:, -1:].transpose(0, 1) if not first else output[-1:]), "h_n is not the state after the last step: " + other_way, id="batch-and-time-swapped"),
    ]  # fmt: skip


def goes_through_the_steps(submission, seed):
    """Whether the layer gives the right states, or what one mistake makes of them."""
    shapes = ((4, 3), (4, 4), (4,), (4,))
    weights = [0.7 * normal(shape, seed + i) for i, shape in enumerate(shapes, start=1)]
    x, h0 = normal((5, 2, 3), seed), normal((1, 2, 4), seed + 5)

    def near(first, *start):
        numbers = x.transpose(0, 1) if first else x
        right = oracle(first, numbers, *(start or [None]), weights)
        wrong = rivals(first, numbers, *(start or [None]), weights)
        return is_near(with_our_weights(submission, first, weights)(numbers, *start), right, rivals=wrong)

    return is_near_once(lambda: near(False), lambda: near(True), lambda: near(False, h0))


@pytest.mark.points(0.75)
@given(I=sizes(1, 4), H=sizes(1, 4))
def test_the_parameters_have_torchs_shapes_and_order(submission, I, H):  # noqa: E741
    layer = submission.RNN(I, H)
    parameters = layer.parameters()
    require(isinstance(parameters, list | tuple) and len(parameters) == 4, "parameters() should list four tensors")
    for i, (name, shape) in enumerate(zip(NAMES, ((H, I), (H, H), (H,), (H,)), strict=True)):
        tensor = getattr(layer, name)
        require(
            isinstance(tensor, torch.Tensor) and tensor.shape == shape,
            f"RNN({I}, {H}).{name} should have shape {shape}, got {value_text(tensor)}",
        )
        expect(parameters[i], tensor, f"parameters()[{i}], which should be {name},")
    expect_no_copies(submission, layer, NAMES, torch.ones(2, 3, I))


@pytest.mark.points(0.25)
@given(I=sizes(1, 4), H=sizes(1, 4))
def test_the_parameters_are_leaves_that_require_gradients(submission, I, H):  # noqa: E741
    layer = submission.RNN(I, H)
    for name in NAMES:
        for flag in ("requires_grad", "is_leaf"):
            require(
                getattr(layer, f"{name}.{flag}") is True,
                f"{name}.{flag} is False: a parameter is a leaf that requires gradients",
            )


@pytest.mark.points(1)
def test_weights_are_drawn_evenly_with_the_generator(submission):
    layer = submission.RNN(50, 64, generator=submission.generator(3))
    for name in NAMES:
        tensor, bound = getattr(layer, name), 64**-0.5
        require(
            bool((tensor.abs() <= bound).all()),
            f"{name} should lie between -1/sqrt(H) and 1/sqrt(H), here -0.125 and 0.125",
        )
        # a uniform distribution has a spread of bound / sqrt(3); with 64 draws four standard errors are 23 %
        spread = tensor.std().item() / (bound / 3**0.5)
        require(abs(spread - 1) < 0.25, f"{name} is not uniformly distributed between -0.125 and 0.125")
    same, other = (submission.RNN(50, 64, generator=submission.generator(seed)) for seed in (3, 4))
    expect(
        same.weight_hh,
        layer.weight_hh,
        "weight_hh drawn by a generator in the same state",
        because="Use the generator.",
    )
    require(not torch.equal(other.weight_hh, layer.weight_hh), "weight_hh is the same for another seed")


@pytest.mark.points(2)
@given(case=cases(batch_first=False))
def test_it_equals_torch_from_a_zero_state(submission, case):
    first, x, _, weights = case
    layer = with_our_weights(submission, first, weights)
    got, right = layer(x), oracle(first, x, None, weights)
    expect(
        got,
        right,
        "rnn(x), output and h_n",
        rivals=rivals(first, x, None, weights),
    )


@pytest.mark.points(2)
@given(case=cases(batch_first=False))
def test_it_equals_torch_from_a_given_state(submission, case):
    first, x, h0, weights = case
    layer = with_our_weights(submission, first, weights)
    got, right = layer(x, h0), oracle(first, x, h0, weights)
    expect(
        got,
        right,
        "rnn(x, h0), output and h_n",
        rivals=rivals(first, x, h0, weights),
    )


@pytest.mark.points(1)
@given(case=cases(batch_first=True), seed=seeds())
def test_with_batch_first_the_rows_come_before_the_steps(submission, case, seed):
    _, x, h0, weights = case
    for what, start in (("rnn(x)", ()), ("rnn(x, h0)", (h0,))):
        got, right = (
            with_our_weights(submission, True, weights)(x, *start),
            oracle(True, x, *(start or [None]), weights),
        )
        if not agrees(got, right) and goes_through_the_steps(submission, seed):
            right = right_or_own_with_time_first(submission, x, start, weights, right)
        expect(
            got,
            right,
            f"{what} with batch_first=True, output and h_n",
            rivals=rivals(True, x, *(start or [None]), weights),
        )


def right_or_own_with_time_first(submission, x, start, weights, right):
    """Return what the submission makes of the same numbers with time first, where that is wrong; else `right`."""
    own = with_our_weights(submission, False, weights)(x.transpose(0, 1), *start)
    output, h_n = right
    wanted = (output.transpose(0, 1), h_n)
    shaped = is_attempt(own) and [getattr(part, "shape", None) for part in own] == [part.shape for part in wanted]
    return (own[0].transpose(0, 1), own[1]) if shaped and not agrees(own, wanted) else right


def in_a_layout_that_it_reads(submission, case):
    """Return the case as it is or, where the submission is right with the other order of batch and time only, in that one."""
    first, x, h0, weights = case
    other = (not first, x.transpose(0, 1), h0, weights)
    right = [
        agrees(with_our_weights(submission, flag, weights)(numbers), oracle(flag, numbers, None, weights))
        for flag, numbers, *_ in (case, other)
    ]
    return other if right == [False, True] else case


@pytest.mark.points(3)
@given(case=cases(), seed=seeds())
def test_every_gradient_equals_torchs(submission, case, seed):
    first, x, h0, weights = in_a_layout_that_it_reads(submission, case)
    leaves = [tensor.clone().requires_grad_() for tensor in (x, h0, *weights)]
    output, h_n = oracle(first, leaves[0], leaves[1], leaves[2:])
    cotangent = (normal(tuple(output.shape), seed), normal(tuple(h_n.shape), seed + 1))
    right = vjp((output, h_n), leaves, cotangent)
    layer = with_our_weights(submission, first, weights)
    result, cotangent = gradients_in_any_shape(submission, layer, x, h0, cotangent=cotangent, wrt=list(NAMES))
    if not agrees(result.output, (output.detach(), h_n.detach())):

        def run(x, h0, *values):
            for name, value in zip(NAMES, values, strict=True):
                setattr(layer, name, value)
            return layer(x, h0)

        expect_near(goes_through_the_steps(submission, seed), "rnn(x), output and h_n,")
        found = [*result.inputs, *result.parameters]
        expect_own_gradients(run, (x, h0, *weights), found, cotangent, ("x", "h0", *NAMES))
        return
    for name, got, expected in zip(("x", "h0", *NAMES), [*result.inputs, *result.parameters], right, strict=True):
        require(got is not None, f"no gradient reaches {name}: something cuts the graph (detach, .data, no_grad)")
        expect(
            got, expected, f"the gradient of {name}",
            because="The values are right, so part of the graph is cut: is the state detached between the steps, or h_n?",
        )  # fmt: skip


@pytest.mark.points(0.75)
@given(case=cases(dtype=torch.float32), seed=seeds())
def test_the_dtype_and_the_result_are_kept(submission, case, seed):
    first, x, _, weights = in_a_layout_that_it_reads(submission, case)

    def run(dtype):
        return with_our_weights(submission, first, [w.to(dtype) for w in weights])(x.to(dtype))

    def right(dtype):
        return [oracle(first, x.to(dtype), None, [w.to(dtype) for w in weights])]

    near, wrong = goes_through_the_steps(submission, seed), rivals(first, x, None, weights)
    expect_dtype_kept(run, right, "rnn(x)", rivals=wrong, attempt=near)
    layer = with_our_weights(submission, first, weights)
    output = right(x.dtype)[0][0]
    kept = right_or_own(layer(x)[0], output)
    expect(layer.out, kept, "rnn.out after the call", or_else=[output], because="Keep the output as self.out.")


@pytest.mark.points(0.25)
@given(case=cases(dtype=torch.float32), seed=seeds())
def test_device_and_inputs_are_kept(submission, case, seed):
    first, x, h0, weights = in_a_layout_that_it_reads(submission, case)
    layer = with_our_weights(submission, first, weights)
    expect_inputs_kept(
        submission, layer, x, h0, near=goes_through_the_steps(submission, seed), form=None, what="rnn(x, h0)",
        kept={
            "x after the call": "The input was changed in place.",
            "h0 after the call": "The given state was changed in place.",
        },
    )  # fmt: skip
    require(submission.works_on_another_device(layer, x), "layer and x were on another device, but the result is not")
