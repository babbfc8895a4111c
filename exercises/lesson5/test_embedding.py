"""Checks of `Embedding`: rows of a table by index, forward and backward."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, index_tensors, require, seeds, sizes, value_text
from grader.checks.own_terms import (
    agrees,
    calling,
    expect_form,
    expect_inputs_kept,
    expect_near,
    expect_no_copies,
    expect_own_gradients,
    gradients_in_any_shape,
    has_values,
    is_near,
    is_near_once,
    right_or_own,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise(
    "Embedding", forbids=["torch.nn.Embedding", "torch.nn.EmbeddingBag", "torch.nn.functional.embedding"]
)

V = 7  # rows of the table
any_shape = st.lists(sizes(1, 3), min_size=1, max_size=4)


def table(submission, width, seed, dtype=torch.float64):
    """An embedding of the submission whose table is ours."""
    layer = submission.Embedding(V, width)
    layer.weight = weight = normal((V, width), seed, dtype)
    return layer, weight


def rows(weight, ix):
    """The oracle: one row after the other, in a plain loop."""
    return torch.stack([weight[int(i)] for i in ix.flatten()]).reshape(*ix.shape, -1)


def rivals(weight, ix):
    width = weight.shape[1]
    return [
        Rival(lambda: rows(weight, ix.flip(-1)), "These are the right rows in reverse order.", "rows-reversed"),
        Rival(
            lambda: rows(weight, ix).flatten(1) if ix.dim() > 1 else None,
            "The embeddings were already laid side by side; that is FlattenConsecutive's job. "
            f"Keep one vector of {width} numbers for each index.",
            "embeddings-side-by-side",
        ),
        Rival(
            lambda: rows(weight, ix.transpose(0, 1)) if ix.dim() > 1 else None,
            "The first two dimensions are swapped: the result should have the shape of the indices, then the vector.",
            "first-dimensions-swapped",
        ),
        Rival(
            lambda: torch.stack([weight.flatten()[int(i)] for i in ix.flatten()]).reshape(ix.shape),
            "This picks single numbers from the table. Index its first dimension, so that each index brings a whole row.",
            "single-numbers-picked",
        ),
        Rival(
            lambda: rows(weight, (ix - 1) % V),
            "Every index brought the row before its own: rows are counted from 0, so there is nothing to subtract.",
            "rows-counted-from-one",
        ),
        Rival(
            lambda: rows(weight, (ix + 1) % V),
            "Every index brought the row after its own: rows are counted from 0, so there is nothing to add.",
            "rows-counted-from-one",
        ),
        Rival(
            lambda: rows(weight, ix) * (ix != 0)[..., None],
            "Index 0 brought zeros. It is an index like any other; none of them stands for padding.",
            "index-zero-as-padding",
        ),
        Rival(
            lambda: rows(weight, ix).reshape(-1, width),
            "The rows are right, but they are in one long list: give the result the shape of the indices, then the vector.",
            "shape-of-the-indices-lost",
        ),
        Rival(
            lambda: rows(weight, ix).squeeze(),
            "Dimensions of size 1 were squeezed. The result has the shape of the indices, then the vector, whatever the sizes.",
            "dimensions-squeezed",
        ),
    ]


def looks_up(submission, seed):
    """Whether a lookup brings rows of the table, or what one mistake makes of them."""

    def near(*shape, on_its_side=False):
        layer, weight = table(submission, 4, seed)
        if on_its_side:
            layer.weight = weight.T
        ix = torch.randint(V, shape, generator=torch.Generator().manual_seed(seed))
        return is_near(layer(ix), rows(weight, ix), rivals=rivals(weight, ix), given=[ix])

    return is_near_once(lambda: near(3, 4), lambda: near(5), lambda: near(5, on_its_side=True))


@pytest.mark.points(1)
def test_the_table_has_a_row_for_every_index_drawn_from_the_standard_normal(submission):
    layer = submission.Embedding(200, 50)
    weight = layer.weight
    require(
        isinstance(weight, torch.Tensor) and weight.shape == (200, 50),
        f"Embedding(200, 50).weight should be a tensor of shape (200, 50), got {tuple(getattr(weight, 'shape', ()))}",
    )
    require(weight.is_floating_point(), f"the table should hold floating-point numbers, not {weight.dtype}")
    # 10,000 draws: the mean's standard error is 0.01, that of the spread 0.007; five of those is one chance in a million
    mean, spread = weight.mean().item(), weight.std().item()
    require(
        abs(mean) < 0.05 and abs(spread - 1) < 0.036,
        f"the table should start with standard normal draws; here the mean is {mean:.2f} and the standard deviation {spread:.2f}",
    )
    beyond = (weight.abs() > 2).double().mean().item()
    require(0.03 < beyond < 0.06, f"4.6 % of normal draws lie beyond 2, here {beyond:.1%} do: are they normal draws?")
    other = submission.Embedding(200, 50).weight
    require(
        not torch.equal(weight, other),
        "two embeddings start with the very same numbers; draw new ones for each of them",
    )


@pytest.mark.points(2)
@given(ix=index_tensors(sizes(), sizes(), high=V), width=sizes(2), seed=seeds())
def test_every_index_brings_its_row(submission, ix, width, seed):
    layer, weight = table(submission, width, seed)
    expect(layer(ix), rows(weight, ix), "the lookup", rivals=rivals(weight, ix))


@pytest.mark.points(1)
@given(ix=any_shape.flatmap(lambda shape: index_tensors(*shape, high=V)), width=sizes(2, 4), seed=seeds())
def test_indices_may_have_any_number_of_dimensions(submission, ix, width, seed):
    layer, weight = table(submission, width, seed)
    what, matrix = f"the lookup with {ix.dim()}-dimensional indices", torch.arange(6).reshape(2, 3)
    got, right = layer(ix), rows(weight, ix)
    if not agrees(layer(matrix), rows(weight, matrix)) and looks_up(submission, seed):
        expect_form(got, right, what)  # the rows are wrong for the usual indices too, where another check compares them
        return
    expect(got, right, what, rivals=rivals(weight, ix))


@pytest.mark.points(2)
@given(ix=index_tensors(sizes(2), sizes(2), high=3), width=sizes(2, 4), seed=seeds())
def test_a_row_that_is_used_several_times_collects_all_its_gradients(submission, ix, width, seed):
    layer, weight = table(submission, width, seed)
    cotangent = normal((*ix.shape, width), seed + 1)
    result, cotangent = gradients_in_any_shape(submission, layer, ix, cotangent=cotangent, wrt=["weight"])
    if not agrees(result.output, rows(weight, ix)):
        expect_near(looks_up(submission, seed), "the lookup")
        expect_own_gradients(calling(layer, ["weight"], ix), [weight], result.parameters, cotangent, ["the table"])
        return
    collected, once = torch.zeros_like(weight), torch.zeros_like(weight)
    counts = torch.bincount(ix.flatten(), minlength=V).clamp(min=1)
    for i, row in zip(ix.flatten().tolist(), cotangent.reshape(-1, width), strict=True):
        collected[i] += row
        once[i] = row
    require(
        result.parameters[0] is not None,
        "no gradient reaches the table: the result is cut from it (detach, .data, no_grad, a copy with torch.tensor?)",
    )
    expect(
        result.parameters[0],
        collected,
        "the gradient of the table",
        rivals=[
            Rival(
                once,
                "A row that was looked up several times should get the sum of all its gradients, not the last one.",
                "last-gradient-only",
            ),
            Rival(
                collected / counts[:, None],
                "The gradient of a row was divided by how often it was looked up; it should be the sum.",
                "gradient-divided-by-count",
            ),
        ],
    )


@pytest.mark.points(1)
@given(ix=index_tensors(sizes(), sizes(), high=V), width=sizes(1, 4), seed=seeds())
def test_the_dtype_of_the_table_is_kept(submission, ix, width, seed):
    for dtype in (torch.float32, torch.float64):
        layer, _ = table(submission, width, seed, dtype)
        got = layer(ix)
        require(
            isinstance(got, torch.Tensor) and got.dtype == dtype,
            f"the lookup in a {dtype} table gave {value_text(got)}: the rows should have the dtype of the table",
        )
        require(has_values(got), f"the lookup in a {dtype} table should give finite numbers")
    expect_near(looks_up(submission, seed), "the lookup")


@pytest.mark.points(1)
@given(ix=index_tensors(sizes(), sizes(), high=V), width=sizes(1, 4), extra=st.integers(0, 3))
def test_an_index_outside_of_the_table_is_an_error(submission, ix, width, extra):
    layer, _ = table(submission, width, 0)
    expect_near(looks_up(submission, extra), "the lookup")
    bad = ix.clone()
    bad[-1, -1] = V + extra
    expect_error(
        lambda: layer(bad),
        f"Index {V + extra} is outside a table of {V} rows, which has to be an error: a wrapped or clamped index "
        "would silently train the wrong character.",
    )


@pytest.mark.points(1.75)
@given(ix=index_tensors(sizes(), sizes(), high=V), width=sizes(1, 4), seed=seeds())
def test_the_result_is_kept_and_the_table_is_the_only_parameter(submission, ix, width, seed):
    layer, weight = table(submission, width, seed)
    expect_near(looks_up(submission, seed), "the lookup")
    result = right_or_own(layer(ix), rows(weight, ix))
    layer(ix)
    expect(layer.out, result, "layer.out after the call", because="Keep the result as self.out: later cells plot it.")
    parameters = layer.parameters()
    require(len(parameters) == 1, f"parameters() should list the table and nothing else, got {len(parameters)} tensors")
    expect(parameters[0], weight, "the tensor in parameters()")
    expect_no_copies(submission, layer, ["weight"], ix)
    expect(layer.weight, weight, "the table after a call", because="A lookup must not change the table.")


@pytest.mark.points(0.25)
@given(seed=seeds())
def test_it_works_on_another_device_and_leaves_the_indices_alone(submission, seed):
    near = looks_up(submission, seed)
    layer, weight = table(submission, 3, seed)
    ix = torch.zeros(2, 4, dtype=torch.int64)
    expect_inputs_kept(
        submission, layer, ix, near=near, form=rows(weight, ix), what="the lookup",
        kept={"the indices after a call": "The indices were changed in place."},
    )  # fmt: skip
    there = submission.works_on_another_device(layer, ix)
    require(
        there,
        "the table and the indices were on another device, but the result is on the CPU",
    )
