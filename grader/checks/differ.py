"""Texts for two values that differ, such that the texts differ too: the part that differs, with enough digits."""

import itertools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor

from grader.checks.describe import SMALL, WIDTH, elements_text, shape_text, value_text

DIGITS = (4, 6, 8, 10, 13, 17)  # 17 significant digits tell any two float64 apart
Same = Callable[[Any, Any], bool]


class DifferingPart(NamedTuple):
    """The first part in which two values differ; `place` is empty for the whole, or an index such as `[1]['h']`."""

    place: str
    got: Any
    expected: Any


def first_difference(got: Any, expected: Any, same: Same, place: str = "") -> DifferingPart:
    """Return the first part in which two nested values differ: of the same kind of container, the same length."""
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple) and len(got) == len(expected):
        pairs = [(f"[{i}]", g, e) for i, (g, e) in enumerate(zip(got, expected, strict=True))]
    elif isinstance(expected, dict) and isinstance(got, dict) and got.keys() == expected.keys():
        pairs = [(f"[{key!r}]", got[key], right) for key, right in expected.items()]
    else:
        return DifferingPart(place, got, expected)
    for step, mine, right in pairs:
        if not same(mine, right):
            return first_difference(mine, right, same, place + step)
    return DifferingPart(place, got, expected)


def texts_of_difference(part: DifferingPart) -> tuple[str, str]:
    """Return the texts of the expected and the actual part, which are never the same."""
    label = f"{part.place} = " if part.place else ""
    for expected, got in _candidates(part.expected, part.got):
        if expected != got:
            return label + expected, label + got
    expected, got = value_text(part.expected), value_text(part.got)
    kinds = type(part.expected).__name__, type(part.got).__name__
    if kinds[0] != kinds[1]:
        return f"{label}{expected}  # {kinds[0]}", f"{label}{got}  # {kinds[1]}"
    return label + expected, f"{label}{got}, which is not equal to it"


def differ_visibly(part: DifferingPart) -> bool:
    """Return whether two values differ in more than their last digits: in their first two, or in kind or shape."""
    expected, got = part.expected, part.got
    if isinstance(expected, Tensor) and isinstance(got, Tensor) and expected.shape == got.shape and got.numel():
        place = tuple(place_of_worst(got, expected))
        expected, got = expected[place].item(), got[place].item()
    if isinstance(expected, float) and isinstance(got, float):
        return f"{expected:.2g}" != f"{got:.2g}"
    return True


def _candidates(expected: Any, got: Any) -> Any:
    """Yield pairs of texts, from the shortest to the most exact."""
    alike = isinstance(expected, Tensor) and isinstance(got, Tensor) and expected.shape == got.shape
    if alike and expected.numel() > SMALL and expected.dtype == got.dtype and expected.device.type != "meta":
        yield from _row_texts(expected, got)
    for digits in DIGITS:
        yield value_text(expected, digits), value_text(got, digits)
    if isinstance(expected, float | int) and isinstance(got, float | int):
        yield repr(expected), repr(got)
    yield _around_difference(repr(expected), repr(got))


def _row_texts(expected: Tensor, got: Tensor) -> Any:
    """Yield texts of the row that holds the largest difference, or of that one element if rows are long."""
    *rows, last = place_of_worst(got, expected)
    whole = expected.shape[-1] <= SMALL
    at = rows if whole else [*rows, last]
    for digits in DIGITS:
        mine, right = (elements_text(tensor[tuple(at)] if at else tensor, digits) for tensor in (got, expected))
        yield tuple(f"{shape_text(t)}, at {at}: {text}" for t, text in ((expected, right), (got, mine)))


def place_of_worst(got: Tensor, expected: Tensor) -> list[int]:
    """Return the index of the element with the largest difference, of two tensors of the same shape."""
    worst = int(differences(got, expected).argmax())
    return [int(i) for i in torch.unravel_index(torch.tensor(worst), got.shape)]


def differences(got: Tensor, expected: Tensor) -> Tensor:
    """Return the absolute differences in float64; infinite where only one of the two is a number."""
    equal = (got == expected) | (got.isnan() & expected.isnan())
    return (got.double() - expected.double()).abs().nan_to_num(nan=math.inf, posinf=math.inf).masked_fill(equal, 0.0)


def _around_difference(expected: str, got: str) -> tuple[str, str]:
    """Return both texts cut to a window in which they differ."""
    pairs = enumerate(itertools.zip_longest(expected, got))
    first = next((place for place, (right, mine) in pairs if right != mine), 0)
    begin = max(0, first - WIDTH // 2)
    right, mine = ((("..." if begin else "") + text[begin : begin + WIDTH]) for text in (expected, got))
    return right, mine
