"""What is said of a wrong answer from its numbers alone is true of them, and nothing is said that chance explains."""

import itertools
import math
import re

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.checks import expect
from grader.checks.compare import limit_of, matches
from grader.checks.errors import CheckFailure
from grader.checks.kinds import kind_of_difference
from grader.checks.refuted import forget
from grader.results.message import Kind
from grader.results.text import message_lines

SHAPES = st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple)
DTYPES = st.sampled_from([torch.float32, torch.float64])


def seen(got, expected) -> Kind | None:
    """Return the kind of difference that a failed comparison finds, None also where it holds."""
    forget()
    try:
        expect(got, expected, "the result")
    except CheckFailure as failure:
        return failure.kind
    return None


def random(shape, seed: int, dtype: torch.dtype = torch.float64) -> Tensor:
    """Return normal numbers."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


@st.composite
def tables(draw, low=3, dims=(2, 3)):
    """Return normal numbers with every side at least `low`, so that each kind of difference is told from chance."""
    shape = tuple(draw(st.integers(low, 5)) for _ in range(draw(st.sampled_from(dims))))
    return random(shape, draw(st.integers(0, 10**6)), draw(DTYPES))


def one_slice(x: Tensor, change) -> Tensor:
    """Return the table with a change in its second slice."""
    wrong = x.clone()
    wrong[1] = change(x[1])
    return wrong


def shifted(x: Tensor) -> Tensor:
    """Return the table one slice later, after one that is another."""
    return torch.cat([torch.full_like(x[:1], 0.3), x[:-1]])


# What is done to the right values, and the kinds that are true of it.
CHANGES = {
    "transposed": (lambda x: x.transpose(0, 1), {"dimensions-exchanged"}),
    "transposed and cut": (
        lambda x: x.transpose(0, 1).reshape(x.shape),
        {"dimensions-exchanged", "cut-in-another-order"},
    ),
    "reversed": (lambda x: x.flip(0), {"reversed"}),
    "rolled": (lambda x: x.roll(1, 0), {"rolled"}),
    "rolled along another dimension": (lambda x: x.roll(-1, 1), {"rolled"}),
    "one too late": (shifted, {"shifted"}),
    "two exchanged": (lambda x: x[[1, 0, *range(2, len(x))]], {"two-exchanged"}),
    "one repeated": (lambda x: x[1:2].expand_as(x), {"one-slice-repeated"}),
    "at another index": (lambda x: x[[0, 0, *range(2, len(x))]], {"at-another-index"}),
    "one missing": (lambda x: x[1:], {"slices-missing"}),
    "one in the middle missing": (lambda x: torch.cat([x[:1], x[2:]]), {"slices-missing"}),
    "one too many": (lambda x: torch.cat([x, x[:1]]), {"slices-too-many"}),
    "each one twice": (lambda x: x.repeat_interleave(2, 0), {"each-repeated"}),
    "sorted": (lambda x: x.sort(0).values, {"sorted", "permuted", "rolled", "reversed", "two-exchanged"}),
    "flattened": (lambda x: x.flatten(), {"only-the-shape"}),
    "negative": (lambda x: -x, {"sign-flipped"}),
    "twice": (lambda x: 2 * x, {"constant-factor"}),
    "a factor": (lambda x: 1.7 * x, {"constant-factor"}),
    "an offset": (lambda x: x + 0.7, {"constant-offset"}),
    "a factor and an offset": (lambda x: 1.7 * x - 0.3, {"factor-and-offset"}),
    "a factor for each column": (lambda x: x * random(x.shape[-1:], 5, x.dtype), {"own-factors"}),
    "an offset for each row": (lambda x: x + x.sum(-1, keepdim=True), {"own-offsets"}),
    "exponential": (torch.exp, {"exponential-taken"}),
    "softmax": (lambda x: x.softmax(-1), {"softmax-taken"}),
    "cumulated": (lambda x: x.cumsum(0), {"cumulative-sum-taken"}),
    "zeros": (torch.zeros_like, {"all-zero"}),
    "the same number": (lambda x: x * 0 + 0.3, {"all-equal"}),
    "NaN": (lambda x: x / 0 - x / 0, {"nan"}),
    "equal rows": (lambda x: x.sum(0, keepdim=True).expand_as(x), {"slices-equal"}),
    "summed": (lambda x: x.sum(0), {"sum-taken"}),
    "averaged": (lambda x: x.mean(-1), {"mean-taken"}),
    "one slice alone": (lambda x: x[:, -1], {"one-slice"}),
    "one slice wrong": (lambda x: one_slice(x, lambda y: torch.tanh(y * 3) + 0.1), {"some-slices-wrong"}),
    "one slice negative": (lambda x: one_slice(x, torch.neg), {"some-slices-wrong/sign-flipped"}),
    "one slice doubled": (lambda x: one_slice(x, lambda y: 2 * y), {"some-slices-wrong/constant-factor"}),
    "repeated": (lambda x: x.unsqueeze(0).expand(3, *x.shape), {"repeated-by-broadcasting"}),
    "a little off": (lambda x: x * (1 + 0.002 * x.sin()), {"close"}),
}


@settings(deadline=None, max_examples=15)
@pytest.mark.parametrize("change", CHANGES)
@given(x=tables())
def test_what_was_done_to_the_right_values_is_recognised(change, x):
    make, kinds = CHANGES[change]
    kind = seen(make(x), x)
    assert kind is not None
    assert kind.id in kinds


@settings(deadline=None, max_examples=15)
@pytest.mark.parametrize(
    "change",
    [
        "transposed",
        "reversed",
        "rolled",
        "one too late",
        "one repeated",
        "one missing",
        "at another index",
        "an offset",
    ],
)
@given(seed=st.integers(0, 10**6))
def test_whole_numbers_are_recognised_where_there_are_enough_of_them(change, seed):
    make, kinds = CHANGES[change]
    x = torch.randint(27, (8, 5), generator=torch.Generator().manual_seed(seed))
    kind = seen(make(x) if change != "an offset" else x + 1, x)
    assert kind is not None
    assert kind.id in {*kinds, "some-slices-wrong"}  # one row of five whole numbers is not always enough


@settings(deadline=None, max_examples=25)
@given(x=tables(), y=tables())
def test_numbers_that_are_right_up_to_float32_are_called_so(x, y):
    kind = seen((x, y.double() * (1 + 1e-7)), (x, y.double()))
    assert kind is not None
    assert kind.id == "float32-precision"


@settings(deadline=None, max_examples=25)
@given(x=tables(dims=(1,)))
def test_broadcasting_against_a_column_is_recognised(x):
    n = len(x)
    got = x + random((n, n), 3, x.dtype).fill_diagonal_(0)
    kind = seen(got, x)
    assert kind is not None
    assert kind.id == "diagonal"


@settings(deadline=None, max_examples=25)
@given(x=tables(), index=st.integers(0, 2), factor=st.sampled_from([-1, 2, 0.5]))
def test_the_slice_that_is_wrong_is_named(x, index, factor):
    wrong = x.clone()
    wrong[index] *= factor
    kind = seen(wrong, x)
    assert kind is not None
    assert (f"row {index}" if x.dim() == 2 else f"slice [{index}]") in kind.sentence
    assert "the others are right" in kind.sentence


@settings(deadline=None, max_examples=25)
@given(x=tables(), y=tables(), swap=st.booleans())
def test_of_several_parts_the_wrong_one_is_named(x, y, swap):
    kind = seen((y, x), (x, y)) if swap else seen((x, -y), (x, y))
    if swap and not matches(x, y):
        assert kind is not None
        assert kind.id == "parts-exchanged"
    elif not swap:
        assert kind is not None
        assert kind.sentence.startswith("Only part [1] is wrong")


@settings(deadline=None, max_examples=400)
@given(shape=SHAPES, other=SHAPES, seed=st.integers(0, 10**6), dtype=DTYPES)
def test_nothing_is_said_of_unrelated_numbers(shape, other, seed, dtype):
    for mine in (shape, other):
        kind = seen(random(mine, seed, dtype), random(shape, seed + 10**7, dtype))
        assert kind is None or kind.id == "shape-in-another-order"


@settings(deadline=None, max_examples=400)
@given(shape=SHAPES, high=st.sampled_from([2, 3, 10, 27, 1000]), seed=st.integers(0, 10**6))
def test_nothing_is_said_of_unrelated_whole_numbers(shape, high, seed):
    generator = torch.Generator().manual_seed(seed)
    right, wrong = (torch.randint(high, shape, generator=generator) for _ in range(2))
    kind = seen(wrong, right)
    assert kind is None or kind.id in ("all-zero", "all-equal", "shape-in-another-order")


@settings(deadline=None, max_examples=60)
@given(x=st.sampled_from([torch.zeros(3, 3), torch.ones(4, 2), torch.eye(3), torch.full((3, 3), 0.1)]))
def test_a_transposition_of_what_is_symmetric_is_no_evidence(x):
    wrong = x.clone()
    wrong[0, 0] += 0.37
    kind = seen(wrong, x)
    assert kind is None or kind.id in ("one-number", "some-slices-wrong")


def test_one_number_is_no_evidence_of_an_order():
    for x in (torch.tensor([0.3, 0.3]), torch.tensor([1, 2]), torch.tensor([[1.0], [0.0]])):
        assert seen(x.flip(0), x) is None


def test_an_answer_that_was_right_before_is_called_so():
    first, second = random((3, 4), 1), random((3, 4), 2)
    forget()
    expect(first, first, "the output of batch 1")
    with pytest.raises(CheckFailure) as caught:
        expect(first.clone(), second, "the output of batch 2")
    assert caught.value.kind is not None
    assert caught.value.kind.id == "right-before"
    assert "the output of batch 1" in caught.value.kind.sentence


def test_numbers_that_are_nearly_equal_are_not_called_rounded():
    right = 0.9 + random((3,), 1).abs() * 1e-6
    with pytest.raises(CheckFailure) as caught:
        expect(0.9 + random((3,), 2).abs() * 1e-6, right, "the running variance")
    assert caught.value.misconceptions == []
    assert caught.value.kind is None or "float32" not in caught.value.kind.id


def test_what_was_right_for_the_first_call_is_called_so():
    forget()
    expect(random((3, 4), 1), random((3, 4), 1), "the output of call 1")
    with pytest.raises(CheckFailure) as caught:
        expect(random((3, 4), 2), random((3, 4), 3), "the output of call 2")
    assert caught.value.kind is not None
    assert caught.value.kind.sentence == "This was still right earlier in the same example: the output of call 1."


STRANGE = [
    torch.tensor([]), torch.zeros(0, 3), torch.tensor(3.0), torch.tensor(True), torch.tensor([True, False]),
    torch.tensor([math.nan, math.inf, -math.inf, 0.0]), torch.tensor([[math.inf, 1.0], [2.0, math.nan]]),
    torch.tensor([2**62, 3]), torch.tensor([1e300, -1e300], dtype=torch.float64),
    torch.tensor([1e-300, 0], dtype=torch.float64), torch.full((5,), math.nan), torch.tensor([0.0, -0.0, 5e-324]),
    torch.ones(2, 2, dtype=torch.complex64), torch.ones(3, dtype=torch.float16), torch.ones(3, dtype=torch.bfloat16),
    torch.ones(3, device="meta"), torch.eye(3).to_sparse(), torch.ones(2, 1, 1, 1, 1, 2), torch.randn(300, 300),
    torch.ones(2, 3, requires_grad=True), torch.arange(6).view(2, 3).T, None, 1, 0, 2.5, math.nan, math.inf, 10**400,
    True, "", "emma", "ammé", [], (), [1, 2], [1.0, None], ["a", "b"], [torch.ones(2), 3], (torch.ones(2),),
    torch.Size([2, 3]), {"h": torch.ones(2)}, {}, object(), [[1, 2], [3]], [10**400, 1], 1j, b"x", torch.float32,
]  # fmt: skip


@pytest.mark.parametrize("expected", range(len(STRANGE)))
def test_no_two_values_are_too_strange(expected):
    for got in STRANGE:
        kind = kind_of_difference(STRANGE[expected], got, same=lambda mine, right: mine is right, limit=limit_of)
        assert kind is None or (kind.id and kind.sentence and "\n" not in kind.sentence)


@settings(deadline=None, max_examples=100)
@given(
    shapes=st.tuples(SHAPES, SHAPES),
    dtypes=st.tuples(*[st.sampled_from([torch.float32, torch.float64, torch.int64, torch.bool, torch.float16])] * 2),
    fill=st.sampled_from([math.nan, math.inf, 0.0, 1e30]),
    seed=st.integers(0, 1000),
)
def test_no_two_tensors_are_too_strange(shapes, dtypes, fill, seed):
    right, wrong = (random(shape, seed + i) for i, shape in enumerate(shapes))
    wrong.flatten()[::2] = fill
    seen(wrong.nan_to_num().to(dtypes[0]) if dtypes[0] is torch.int64 else wrong.to(dtypes[0]), right.to(dtypes[1]))


def test_the_kind_stands_in_the_message_and_leads_where_there_is_little_room():
    x = random((3, 4), 1)
    with pytest.raises(CheckFailure) as caught:
        expect(x[[1, 0, 2]], x, "the result", because="Rows stay in order.")
    from grader.plugin.judge import explain

    _, message, _ = explain(caught.value, ["f(x)"])
    lines = message_lines(message)
    assert lines.index("Rows 0 and 1 are exchanged.") < lines.index("Rows stay in order.")
    assert message_lines(message, diagnosis_first=True)[0] == "Rows 0 and 1 are exchanged."


def test_each_sentence_is_one_line_that_ends_with_a_full_stop():
    for (make, _), shape in itertools.product(CHANGES.values(), [(4, 3), (3, 4, 5)]):
        x = random(shape, 7)
        kind = seen(make(x), x)
        assert kind is not None
        assert kind.sentence[0].isupper()
        assert kind.sentence.endswith(".")
        assert "\n" not in kind.sentence


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10**6), wrong=st.sets(st.integers(0, 5), min_size=2, max_size=4))
def test_indices_in_a_sentence_are_those_of_the_whole_tensor(seed, wrong):
    x = random((6, 4), seed)
    got = x.clone()
    first, *others = sorted(wrong)
    got[first] = 0.3
    for before, index in itertools.pairwise([first, *others]):
        got[index] = x[before]
    kind = seen(got, x)
    assert kind is not None
    for said in re.findall(r"[Rr]ow (\d) of yours is row (\d) of what was expected", kind.sentence):
        mine, right = map(int, said)
        assert matches(got[mine], x[right])
