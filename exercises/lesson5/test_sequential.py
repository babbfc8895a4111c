"""Checks of `Sequential`: a list of layers as one layer."""

import functools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, require, seeds, vjp
from grader.checks.own_terms import (
    agrees,
    expect_inputs_kept,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    is_near,
    is_near_once,
    right_or_own,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise("Sequential", forbids=["torch.nn.Sequential"])

C = 3  # channels


@st.composite
def stacks(draw, low=0):
    """Which layers to stack: "linear" (with a bias), "product" (without) and "tanh"; no layer at all comes last."""
    some = st.lists(st.sampled_from(["linear", "product", "tanh"]), min_size=1, max_size=4)
    return draw(some if low else st.one_of(some, st.just([])))


def build(submission, kinds, seed):
    """Layers of the submission's given classes with our numbers: the handles, and the numbers for the oracle."""
    layers, numbers = [], []
    for i, kind in enumerate(kinds):
        if kind == "tanh":
            layers.append(submission.Tanh())
            numbers.append(())
            continue
        layer = submission.Linear(C, C, bias=kind == "linear")
        layer.weight = weight = normal((C, C), seed + 2 * i)
        parts = [weight]
        if kind == "linear":
            layer.bias = bias = normal((C,), seed + 2 * i + 1)
            parts.append(bias)
        layers.append(layer)
        numbers.append(tuple(parts))
    return layers, numbers


def set_numbers(layers, values):
    """Give the layers other weights and biases, in the order of parameters()."""
    left = list(values)
    for layer in layers:
        for name in ("weight", "bias")[: len(layer.parameters())]:
            setattr(layer, name, left.pop(0))


def run(x, numbers):
    """The oracle."""
    for parts in numbers:
        x = torch.tanh(x) if not parts else x @ parts[0] + (parts[1] if len(parts) > 1 else 0)
    return x


def rivals(x, numbers):
    return [
        Rival(lambda: run(x, numbers[::-1]), "The layers were called in reverse order.", "layers-reversed"),
        Rival(lambda: run(x, numbers[:-1]), "The last layer was left out.", "last-layer-left-out"),
        Rival(lambda: run(x, numbers[1:]), "The first layer was left out.", "first-layer-left-out"),
        Rival(
            lambda: run(x, numbers[-1:]) if numbers else None,
            "Every layer was called with the input; each should get the result of the layer before it.",
            "every-layer-gets-the-input",
        ),
        Rival(
            lambda: run(x, numbers[:1]) if numbers else None,
            "This is the result of the first layer alone: is there a `return` inside the loop?",
            "return-inside-the-loop",
        ),
        Rival(
            lambda: functools.reduce(lambda value, parts: value + run(value, [parts]), numbers, x),
            "Each layer's input was added to its result; the next layer should get the result alone.",
            "input-added-to-the-result",
        ),
        Rival(
            lambda: functools.reduce(lambda value, parts: torch.tanh(run(value, [parts])), numbers, x),
            "There is a tanh after each layer that is not in the list. Call the layers and nothing else.",
            "tanh-in-between",
        ),
        Rival(
            lambda: run(run(x, numbers), numbers),
            "The layers were called twice, the second time on the result of the first.",
            "layers-called-twice",
        ),
    ]


def runs_layers(submission, seed):
    """Whether layers run one after the other, or come to what one mistake makes of that."""

    def near(*kinds):
        x, (layers, numbers) = normal((4, C), seed), build(submission, kinds, seed + 1)
        return is_near(submission.Sequential(layers)(x), run(x, numbers), rivals=rivals(x, numbers), given=[x])

    return is_near_once(lambda: near("linear", "product", "tanh"), lambda: near("product", "linear"))


@pytest.mark.points(2)
@given(kinds=stacks(), seed=seeds(), x_seed=seeds(), T=st.integers(0, 3))
def test_layers_are_called_one_after_the_other(submission, kinds, seed, x_seed, T):
    x = normal((2, T, C) if T else (2, C), x_seed)
    layers, numbers = build(submission, kinds, seed)
    expect(
        submission.Sequential(layers)(x),
        run(x, numbers),
        f"the result of {' -> '.join(kinds) or 'no layer at all'}",
        rivals=rivals(x, numbers),
    )


@pytest.mark.points(2)
@given(kinds=stacks(), seed=seeds())
def test_parameters_are_listed_once_each_and_in_the_order_of_the_layers(submission, kinds, seed):
    layers, numbers = build(submission, kinds, seed)
    expected = [part for parts in numbers for part in parts]
    got = submission.Sequential(layers).parameters()
    nested = isinstance(got, list | tuple) and any(isinstance(item, list | tuple) for item in got)
    require(not nested, "parameters() returned lists inside a list; it should return one flat list of tensors")
    require(
        isinstance(got, list | tuple) and len(got) == len(expected),
        f"{' -> '.join(kinds) or 'no layer'} has {len(expected)} parameters, the list has "
        f"{len(got) if isinstance(got, list | tuple) else repr(got)}",
    )
    for i, (mine, right) in enumerate(zip(got, expected, strict=True)):
        expect(
            mine,
            right,
            f"parameters()[{i}]",
            rivals=[
                Rival(expected[-1 - i], "The parameters are listed in reverse order.", "parameters-reversed"),
                *(
                    Rival(
                        other,
                        "The parameters are right, but not in the order of the layers.",
                        "parameters-out-of-order",
                    )
                    for other in expected
                ),
            ],
        )


@pytest.mark.points(1)
@given(kinds=stacks(low=1), seed=seeds(), x_seed=seeds())
def test_gradients_reach_the_input_and_every_parameter(submission, kinds, seed, x_seed):
    x = normal((2, C), x_seed)
    layers, numbers = build(submission, kinds, seed)
    cotangent = normal((2, C), x_seed + 1)
    model = submission.Sequential(layers)
    result, cotangent = gradients_in_any_shape(submission, model, x, cotangent=cotangent)
    leaves = [x.clone().requires_grad_(), *(p.clone().requires_grad_() for parts in numbers for p in parts)]
    own, k = [], 1
    for parts in numbers:
        own.append(tuple(leaves[k : k + len(parts)]))
        k += len(parts)
    expected = vjp(run(leaves[0], own), leaves, cotangent)
    got = [result.inputs[0], *result.parameters]
    require(len(got) == len(expected), f"parameters() lists {len(got) - 1} tensors instead of {len(expected) - 1}")
    if not agrees(result.output, run(x, numbers)):
        expect_near(runs_layers(submission, x_seed), "the result")

        def again(x, *values):
            set_numbers(layers, values)
            return model(x)

        leaves = [leaf.detach() for leaf in leaves]
        names = ["the input", *(f"parameters()[{i}]" for i in range(len(got) - 1))]
        used = [i for i, gradient in enumerate(got) if gradient is not None] or [0]
        expect_own_gradients(
            lambda *values: again(*(values[used.index(i)] if i in used else leaves[i] for i in range(len(leaves)))),
            [leaves[i] for i in used],
            [got[i] for i in used],
            cotangent,
            [names[i] for i in used],
        )
        return
    for i, (mine, right) in enumerate(zip(got, expected, strict=True)):
        what = "the gradient of the input" if i == 0 else f"the gradient of parameters()[{i - 1}]"
        require(mine is not None, f"{what} is missing: something cuts the graph (detach, .data, no_grad)")
        expect(mine, right, what)


@pytest.mark.points(0.75)
@given(kinds=stacks(low=1), seed=seeds(), x_seed=seeds())
def test_the_result_and_the_layers_are_kept(submission, kinds, seed, x_seed):
    x = normal((2, C), x_seed)
    layers, numbers = build(submission, kinds, seed)
    model = submission.Sequential(layers)
    right = run(x, numbers)
    if runs_layers(submission, x_seed):
        right = right_or_own(submission.Sequential(build(submission, kinds, seed)[0])(x), right)
    model(x)
    expect(model.out, right, "model.out after the call", because="Keep the last layer's result as self.out.")
    require(
        len(model.layers) == len(kinds),
        f"model.layers should hold the {len(kinds)} layers, but it holds {len(model.layers)}",
    )
    expect(model(x), right, "the result of a second call", because="A second call should give the same result.")
    expect_the_very_layers(submission, model, layers, kinds, numbers, x, x_seed)


@pytest.mark.points(0.25)
@given(kinds=stacks(low=1), seed=seeds(), x_seed=seeds())
def test_the_input_stays_as_it_is(submission, kinds, seed, x_seed):
    x = normal((2, C), x_seed)
    model = submission.Sequential(build(submission, kinds, seed)[0])
    expect_inputs_kept(
        submission, model, x, near=runs_layers(submission, x_seed), form=x, what="the result",
        kept={"the input after the call": "The input was changed in place."},
    )  # fmt: skip


def expect_the_very_layers(submission, model, layers, kinds, numbers, x, x_seed):
    """Require that other numbers in the caller's layers are other numbers in the model."""
    doubled = [tuple(2 * part for part in parts) for parts in numbers]
    right = run(x, doubled)
    if runs_layers(submission, x_seed):
        again, _ = build(submission, kinds, 0)
        set_numbers(again, [part for parts in doubled for part in parts])
        right = right_or_own(submission.Sequential(again)(x), right)
    set_numbers(layers, [part for parts in doubled for part in parts])
    expect(
        model(x),
        right,
        "the result after the layers' weights and biases were doubled",
        rivals=[
            Rival(
                lambda: run(x, numbers),
                "The layers were copied, and training changes the others. Keep the very layers that you were given.",
                "layers-copied",
            )
        ],
    )


@pytest.mark.points(1)
@given(first=stacks(low=1), second=stacks(low=1), seed=seeds(), x_seed=seeds())
def test_two_models_have_nothing_in_common(submission, first, second, seed, x_seed):
    x = normal((2, C), x_seed)
    layers, numbers = build(submission, first, seed)
    model = submission.Sequential(layers)
    right = run(x, numbers)
    if runs_layers(submission, x_seed):
        right = right_or_own(submission.Sequential(build(submission, first, seed)[0])(x), right)
    others, _ = build(submission, second, seed + 100)
    submission.Sequential(others)(x)
    expect(
        model(x),
        right,
        "the result of a model, after a second one was created,",
        rivals=rivals(x, numbers),
        because="A second model changed the first: store the list in __init__, as self.layers.",
    )
