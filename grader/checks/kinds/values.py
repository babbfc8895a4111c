"""The way in: from two values of any type to the kind of difference between them."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from grader.checks.kinds.amount import amount_kinds, clipped, own_factors_and_offsets, some_signs
from grader.checks.kinds.evidence import MOST, Pair, enough, information, pair
from grader.checks.kinds.order import anywhere, order_kinds
from grader.checks.kinds.place import ONE_THING, close, imprecise, place_kinds, plain_kinds, same_slices
from grader.checks.kinds.shape import bare_shape, shape_kinds
from grader.results.message import Kind

MOST_NUMBERS = 2048
MOST_DIMENSIONS = 4
EXACT = 2.0**53  # float64 holds every whole number up to here
LETTERS = 26

NUMBER = 1e-6  # the tolerance of Python numbers

Same = Callable[[Any, Any], bool]
Limit = Callable[[Tensor, Tensor], float]


def kind_of_difference(
    expected: Any,
    got: Any,
    *,
    same: Same,
    limit: Limit = lambda mine, right: 1e-9,
    earlier: Sequence[tuple[str, Any]] = (),
    held: Sequence[str] = (),
) -> Kind | None:
    """Return what kind of difference there is between two values that are not equal, None if none is certain.

    Only the numbers are looked at, and a kind is only named if it is not there by chance. Large values are not looked
    at, so that it takes milliseconds.

    Args:
        expected: The correct value: a tensor, a number, a text, or lists or tuples of these.
        got: What came in its place.
        same: Whether two parts of lists or tuples are equal, called with what came and what is right.
        limit: The relative and absolute tolerance of two tensors.
        earlier: Values that were right in earlier comparisons, each with its name.
        held: The names of earlier comparisons that asked for the same, such as the same call on another batch.

    """
    for name, right in earlier:
        if answers_before(expected, got, right, limit):
            return Kind("right-before", f"These numbers were right for {name}, and not for this.")
    kind = next(all_kinds(expected, got, limit, same), None)
    if kind is None and held:
        return Kind("right-at-first", f"This was still right earlier in the same example: {held[-1]}.")
    return kind


def all_kinds(expected: Any, got: Any, limit: Limit, same: Same) -> Iterator[Kind]:
    """Yield the kinds of difference between two values of any type, the most telling first."""
    if isinstance(expected, Tensor) and isinstance(got, Tensor):
        yield from tensor_kinds(expected, got, limit(got, expected))
    elif isinstance(expected, Tensor):
        yield from other_than_a_tensor(expected, got, limit(expected, expected))
    elif is_number(expected) and (is_number(got) or isinstance(got, Tensor)):
        mine = got if isinstance(got, Tensor) else torch.tensor(got, dtype=torch.float64)
        yield from tensor_kinds(torch.tensor(expected, dtype=torch.float64), mine, NUMBER)
    elif isinstance(expected, str) and isinstance(got, str):
        yield from coded_kinds(list(expected), list(got), "character")
    elif isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        yield from sequence_kinds(expected, got, limit, same)
    elif isinstance(expected, list | tuple) and isinstance(got, Tensor) and all(map(is_number, expected)):
        yield from tensor_kinds(torch.tensor(expected, dtype=torch.float64), got, NUMBER)


def is_number(value: Any) -> bool:
    """Return whether a value is a Python number that float64 holds exactly."""
    return isinstance(value, int | float) and not (isinstance(value, int) and abs(value) > EXACT)


def numbers_of(tensor: Tensor) -> Tensor | None:
    """Return a tensor's numbers in float64, or None if there are none, too many, or some that do not fit."""
    plain = tensor.layout is torch.strided and tensor.device.type == "cpu" and not tensor.is_quantized
    if not plain or tensor.is_complex() or not 0 < tensor.numel() <= MOST_NUMBERS or tensor.dim() > MOST_DIMENSIONS:
        return None
    numbers = tensor.detach().double()
    whole = not tensor.is_floating_point()
    return None if whole and bool((numbers.abs() > EXACT).any()) else numbers


def tensor_kinds(expected: Tensor, got: Tensor, limit: float) -> Iterator[Kind]:
    """Yield the kinds of difference between two tensors."""
    right, mine = numbers_of(expected), numbers_of(got)
    if right is not None and mine is not None:
        whole = pair(right, mine, limit)
        if whole.all_equal(mine, right):
            if expected.dtype != got.dtype:
                yield Kind("only-the-dtype", "The numbers are right; only the dtype is not.")
            return
        yield from certain_kinds(whole)
    yield from bare_shape(expected.shape, got.shape)


def certain_kinds(whole: Pair) -> Iterator[Kind]:
    """Yield the kinds of difference that are certain, the most telling first."""
    yield from plain_kinds(whole)
    yield from imprecise(whole)
    yield from order_kinds(whole)
    yield from shape_kinds(whole)
    yield from amount_kinds(whole)
    yield from same_slices(whole)
    place = next(place_kinds(whole, within), None)
    if place is not None and place.id.startswith(ONE_THING):
        yield place
    yield from own_factors_and_offsets(whole)
    yield from loose_kinds(whole)
    yield from close(whole)
    if place is not None:
        yield place


def loose_kinds(part: Pair) -> Iterator[Kind]:
    """Yield the kinds of difference that leave many numbers open."""
    yield from anywhere(part)
    yield from some_signs(part)
    yield from clipped(part)


def within(part: Pair, single: bool) -> Kind | None:
    """Return the kind of difference inside the slices that are wrong: of order only in a single one."""
    kinds = [plain_kinds(part), imprecise(part), amount_kinds(part), close(part)]
    if single:
        kinds[1:1] = [order_kinds(part)]
        kinds.append(loose_kinds(part))
    return next((kind for found in kinds for kind in found), None)


def answers_before(expected: Any, got: Any, right: Any, limit: Limit) -> bool:
    """Return whether `got` is what was right earlier, and not by chance."""
    if not all(isinstance(value, Tensor) for value in (expected, got, right)) or expected.shape != right.shape:
        return False
    values = [numbers_of(value) for value in (expected, got, right)]
    if any(value is None for value in values):
        return False
    wanted, mine, before = (value for value in values if value is not None)
    return pair(wanted, mine, limit(got, expected)).explains(before)


def other_than_a_tensor(expected: Tensor, got: Any, limit: float) -> Iterator[Kind]:
    """Yield a kind if the right numbers came, and not in a tensor."""
    parts = list(got) if isinstance(got, list | tuple) else [got]
    word = "in a list" if isinstance(got, list) else "in a tuple" if isinstance(got, tuple) else "as a Python number"
    numbers = numbers_of(expected)
    if numbers is None or not enough(information(numbers, limit), 0) or len(parts) > MOST_NUMBERS:
        return
    for index, part in enumerate(parts[:64]):
        mine = numbers_of(part) if isinstance(part, Tensor) else None
        if mine is not None and pair(numbers, mine, limit).all_equal(mine, numbers):
            yield Kind("one-of-the-parts", f"What was expected came {word}, at index {index}.")
            return
    try:
        flat = (
            torch.stack(parts)
            if all(isinstance(part, Tensor) for part in parts)
            else torch.tensor(got, dtype=torch.float64)
        )
    except (TypeError, ValueError, RuntimeError, OverflowError):
        return
    mine = numbers_of(flat)
    if mine is not None and pair(numbers, mine, limit).all_equal(mine, numbers):
        yield Kind("not-a-tensor", f"The numbers are right, but they came {word}, not in a tensor.")


def sequence_kinds(expected: Sequence[Any], got: Sequence[Any], limit: Limit, same: Same) -> Iterator[Kind]:
    """Yield the kinds of difference between two lists or tuples."""
    if max(len(expected), len(got)) > MOST_NUMBERS:
        return
    if all(map(is_number, [*expected, *got])) and expected and got:
        right, mine = (torch.tensor(values, dtype=torch.float64) for values in (expected, got))
        yield from tensor_kinds(right, mine, NUMBER)
    elif all(isinstance(part, str) for part in [*expected, *got]):
        yield from coded_kinds(expected, got, "text")
    elif len(expected) == len(got) > 1:
        yield from part_kinds(expected, got, limit, same)
    elif expected and got and all(map(same, got, expected)):
        shorter = min(len(got), len(expected))
        others = f"the first {shorter} are right" if shorter > 1 else "the first is right"
        yield Kind("number-of-parts", f"{len(expected)} parts were expected and {len(got)} came; {others}.")


def part_kinds(expected: Sequence[Any], got: Sequence[Any], limit: Limit, same: Same) -> Iterator[Kind]:
    """Yield a kind if parts are exchanged, or only one of them is wrong, and which kind of difference that one has."""
    wrong = [i for i, (mine, right) in enumerate(zip(got, expected, strict=True)) if not same(mine, right)]
    if len(wrong) == 2 and all(same(got[i], expected[j]) for i, j in (wrong, wrong[::-1])):
        yield Kind("parts-exchanged", f"Parts [{wrong[0]}] and [{wrong[1]}] are exchanged.")
        return
    for i in wrong[:1]:
        inner = next(all_kinds(expected[i], got[i], limit, same), None)
        only = f"Only part [{i}] is wrong" if len(wrong) == 1 else f"Part [{i}] is wrong"
        if inner is not None:
            yield Kind(inner.id, f"{only}. {inner.sentence}")
        elif len(wrong) == 1:
            yield Kind("one-part", f"{only}; the other{' is' if len(got) == 2 else 's are'} right.")


def coded_kinds(expected: Sequence[str], got: Sequence[str], unit: str) -> Iterator[Kind]:
    """Yield the kinds of other order in texts, or in the characters of one."""
    if not 0 < max(len(expected), len(got)) <= MOST_NUMBERS or not expected or not got:
        return
    codes = {word: float(i) for i, word in enumerate([*expected, *got])}
    right, mine = (torch.tensor([codes[word] for word in words], dtype=torch.float64) for words in (expected, got))
    bits = [min(MOST, math.log2(LETTERS) * len(word)) for word in expected]
    coded = pair(right, mine, 1e-9, torch.tensor(bits, dtype=torch.float64))
    yield from order_kinds(coded, unit)
    yield from anywhere(coded)
