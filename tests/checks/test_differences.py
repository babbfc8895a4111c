"""Whatever a failed comparison shows as expected and got differs as text, and says where the values differ."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import expect
from grader.checks.errors import CheckFailure
from grader.results.message import Message

NUMBERS = st.floats(-2, 2) | st.floats(allow_nan=False, allow_infinity=False, width=32)
DTYPES = st.sampled_from([torch.float32, torch.float64, torch.int64])
SHAPES = st.sampled_from([(), (1,), (3,), (2, 3), (4, 5, 6), (2, 30)])


@st.composite
def random_tensors(draw):
    values = torch.Generator().manual_seed(draw(st.integers(0, 3)))
    return torch.randn(draw(SHAPES), generator=values, dtype=torch.float64).to(draw(DTYPES))


LEAVES = random_tensors() | NUMBERS | st.integers(-3, 3) | st.booleans() | st.none() | st.text("ab", max_size=200)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from("xyh"), inner, max_size=3)
    ),
    max_leaves=6,
)


def differing(got, expected):
    """Return how a failed comparison of two tensors says that they differ."""
    with pytest.raises(CheckFailure) as caught:
        expect(got, expected, "the result")
    return caught.value.message.difference


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_the_difference_from_what_is_no_number_is_infinite(number):
    (line,) = differing(torch.tensor([number]), torch.tensor([1.0]))
    assert line.endswith("largest difference inf")


def test_of_right_numbers_in_another_dtype_only_the_dtype_is_said():
    assert differing(torch.ones(3), torch.ones(3, dtype=torch.int64)) == ["the dtype is float32 instead of int64"]


def nudged(value, by):
    """Return the value with every number in it moved a little."""
    if isinstance(value, torch.Tensor):
        return value + by if value.is_floating_point() else value + 1
    if isinstance(value, list | tuple):
        return type(value)(nudged(item, by) for item in value)
    if isinstance(value, dict):
        return {key: nudged(item, by) for key, item in value.items()}
    return value + by if isinstance(value, float) else value


def failure(got, expected) -> Message | None:
    """Return the message of the comparison, None if it holds."""
    try:
        expect(got, expected, "the result")
    except CheckFailure as failed:
        return failed.message
    return None


@settings(deadline=None, max_examples=80)
@given(got=VALUES, expected=VALUES)
def test_two_different_values_have_different_texts(got, expected):
    message = failure(got, expected)
    assert message is None or message.expected != message.got


@settings(deadline=None, max_examples=80)
@given(expected=VALUES, by=st.sampled_from([1e-8, 1e-4, 4e-5, 0.1]))
def test_values_that_differ_by_very_little_have_different_texts(expected, by):
    message = failure(nudged(expected, by), expected)
    assert message is None or message.expected != message.got


def test_a_tensor_in_a_tuple_is_shown_with_its_place_and_values():
    message = failure((torch.ones(2), {"h": torch.tensor([1.0, 2.5])}), (torch.ones(2), {"h": torch.tensor([1.0, 2])}))
    assert message.expected == "[1]['h'] = [1, 2]  # float32 (2,)"
    assert message.got == "[1]['h'] = [1, 2.5]  # float32 (2,)"


def test_a_large_tensor_is_shown_where_it_differs():
    right = torch.zeros(4, 8, 3)
    wrong = right.clone()
    wrong[2, 5, 1] = 7
    message = failure(wrong, right)
    assert message.got == "float32 (4, 8, 3), at [2, 5]: [0, 7, 0]"
    assert message.expected == "float32 (4, 8, 3), at [2, 5]: [0, 0, 0]"
