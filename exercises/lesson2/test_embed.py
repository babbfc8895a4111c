"""Checks of `embed`: rows of the table, for indices of any shape."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Rival, expect, expect_error, index_tensors, require, seeds, sizes, tensors, value_text
from grader.checks.own_terms import (
    agrees,
    expect_form,
    expect_near,
    expect_own_gradients,
    gradients_in_any_shape,
    has_values,
    is_near,
    is_near_once,
)
from grader.checks.strategies import normal

pytestmark = pytest.mark.exercise(
    "embed", forbids=["torch.nn.Embedding", "torch.nn.EmbeddingBag", "torch.nn.functional.embedding"]
)

V = 7
any_shape = st.lists(sizes(1, 3), min_size=1, max_size=4)


def one_hot_product(C, X):
    """The oracle: the definition by one-hot rows, in C's dtype."""
    rows = torch.zeros(X.numel(), V, dtype=C.dtype)
    rows[torch.arange(X.numel()), X.flatten()] = 1
    return (rows @ C).reshape(*X.shape, C.shape[1])


def rivals(C, X):
    D = C.shape[1]
    right = one_hot_product(C, X)
    return [
        Rival(
            lambda: right.flatten(1) if X.dim() > 1 else None,
            f"The embeddings are already flattened; that is the job of `flatten`. Every index keeps its dimension of {D}.", id="flattened-already",
        ),
        Rival(lambda: one_hot_product(C, X.flip(-1)), "The rows are right, but in reverse order.", id="reversed-order"),
        Rival(lambda: right.transpose(0, 1) if X.dim() > 1 else None, "The first two dimensions are swapped.", id="first-dimensions-swapped"),
        Rival(
            lambda: right.movedim(-1, 0),
            f"The embedding's {D} numbers became the first dimension; they should be the last.", id="embedding-dimension-first",
        ),
        Rival(lambda: one_hot_product(C, (X - 1) % V), "Every index fetched the row before its own; rows are numbered from 0.", id="index-off-by-one"),
        Rival(lambda: one_hot_product(C, (X + 1) % V), "Every index fetched the row after its own; rows are numbered from 0.", id="index-off-by-one"),
        Rival(lambda: right.squeeze(), "Dimensions of size 1 were squeezed; keep every dimension of X.", id="dimensions-squeezed"),
        Rival(lambda: right * (X != 0).unsqueeze(-1), "Row 0 came out as zeros; it is a row like any other.", id="row-zero-blank"),
        Rival(lambda: right.sum(-2) if X.dim() > 1 else None, "The embeddings of a context were added up; keep them separate.", id="characters-added-up"),
        Rival(lambda: right.mean(-2) if X.dim() > 1 else None, "The embeddings of a context were averaged; keep them separate.", id="characters-averaged"),
        Rival(lambda: one_hot_product(C, X[:, :1]) if X.dim() == 2 else None, "Only the first character of each context is embedded.", id="first-character-only"),
        Rival(lambda: torch.nn.functional.one_hot(X, V).to(C.dtype), "These are the one-hot rows; multiply them by C.", id="one-hot-not-multiplied"),
    ]  # fmt: skip


def looks_up(submission, seed):
    """Whether rows of the table come, or what one mistake makes of them."""

    def near(*shape):
        C, X = normal((V, 4), seed), torch.randint(V, shape, generator=torch.Generator().manual_seed(seed))
        return is_near(submission.embed(C, X), one_hot_product(C, X), rivals=rivals(C, X), given=[C, X])

    return is_near_once(lambda: near(3, 4), lambda: near(5, 3), lambda: near(5))


@pytest.mark.points(1)
@given(C=tensors(V, sizes(1, 4)), X=index_tensors(sizes(), sizes(), high=V))
def test_it_equals_one_hot_times_the_table(submission, C, X):
    expect(submission.embed(C, X), one_hot_product(C, X), "embed(C, X)", rivals=rivals(C, X))


@pytest.mark.points(1)
@given(X=any_shape.flatmap(lambda shape: index_tensors(*shape, high=V)), D=sizes(2, 4), seed=seeds())
def test_the_indices_may_have_any_shape(submission, X, D, seed):
    C = normal((V, D), seed, torch.float32)
    got, right, what = submission.embed(C, X), one_hot_product(C, X), f"embed with {X.dim()}-dimensional X"
    contexts = torch.arange(6).reshape(2, 3)
    if agrees(submission.embed(C, contexts), one_hot_product(C, contexts)):
        expect(got, right, what, rivals=rivals(C, X))
    else:
        expect_near(looks_up(submission, seed), "embed(C, X)")
        expect_form(got, right, what)  # the rows of plain contexts are wrong too, and another check compares them


@pytest.mark.points(1)
@given(X=index_tensors(sizes(2), sizes(2), high=3, layouts=("contiguous",)), D=sizes(1, 4), seed=seeds())
def test_a_row_used_several_times_collects_all_its_gradients(submission, X, D, seed):
    C, cotangent = normal((V, D), seed), normal((*X.shape, D), seed + 1)
    result, cotangent = gradients_in_any_shape(submission, submission.embed, C, X, cotangent=cotangent)
    if not agrees(result.output, one_hot_product(C, X)):
        expect_near(looks_up(submission, seed), "embed(C, X)")
        expect_own_gradients(lambda C: submission.embed(C, X), [C], result.inputs[:1], cotangent, ["C"])
        return
    require(result.inputs[0] is not None, "no gradient reaches C (detach, .data, no_grad, torch.tensor?)")
    collected, once = torch.zeros_like(C), torch.zeros_like(C)
    for i, row in zip(X.flatten().tolist(), cotangent.reshape(-1, D), strict=True):
        collected[i] += row
        once[i] = row
    only_last = "A row that was used several times should collect the sum of its gradients, not the last one."
    expect(result.inputs[0], collected, "the gradient of C", rivals=[Rival(once, only_last, id="last-gradient-only")])


@pytest.mark.points(0.75)
@given(X=index_tensors(sizes(), sizes(), high=V, layouts=("contiguous",)), seed=seeds())
def test_the_dtype_is_that_of_the_table(submission, X, seed):
    for dtype in (torch.float32, torch.float64):
        got = submission.embed(normal((V, V + 1), seed, dtype), X)
        require(
            isinstance(got, torch.Tensor) and got.dtype == dtype,
            f"the rows of a {dtype} table should be {dtype} too, got {value_text(got)}",
        )
        require(has_values(got), f"embed(C, X) with a {dtype} table should give finite numbers")
    expect_near(looks_up(submission, seed), "embed(C, X)")


@pytest.mark.points(0.25)
@given(X=index_tensors(sizes(), sizes(), high=V, layouts=("contiguous",)), seed=seeds())
def test_the_device_is_that_of_the_table(submission, X, seed):
    expect_near(looks_up(submission, seed), "embed(C, X)")
    there = submission.works_on_another_device(submission.embed, normal((V, V + 1), seed), X)
    require(there, "C and X were on another device, but the result is on the CPU")


@pytest.mark.points(1)
@given(X=index_tensors(sizes(), sizes(), high=V, layouts=("contiguous",)), extra=st.integers(0, 3))
def test_an_index_outside_of_the_table_is_an_error(submission, X, extra):
    C, bad = normal((V, 2), 0), X.clone()
    bad[-1, -1] = V + extra
    if not agrees(submission.embed(C, X), one_hot_product(C, X)):
        expect_near(looks_up(submission, extra), "embed(C, X)")
        bad[:] = V + extra  # not every index is looked up, and another check takes its points for that
    expect_error(
        lambda: submission.embed(C, bad),
        f"Index {V + extra} in a table of {V} rows must raise an error, not return a wrapped or clamped row. An IndexError or torch's own RuntimeError will do.",
        kinds=["IndexError", "RuntimeError"],
    )
