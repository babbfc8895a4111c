"""How much it says that numbers agree, in bits: whether a kind of difference is seen, or there by chance.

Numbers that agree by chance look like a kind of difference too: in one row of zeros every order is the right one. So
each number that agrees counts for as many bits as its value tells, each choice that a kind leaves open (which rows,
which factor) is paid for in bits, and a kind is named only if enough is left (minimum description length).
"""

from typing import NamedTuple

import torch
from torch import Tensor

ENOUGH = 12.0  # bits: by chance once in 4096 wrong answers
MOST = 20.0  # bits of one number, however exact it is
CHOICE = 5.0  # bits: one of about 32 functions, factors or directions that are tried


class Pair(NamedTuple):
    """Two tensors in float64 that should be equal, within a relative and absolute tolerance.

    `bits` is what each number of `expected` tells, in its shape.
    """

    expected: Tensor
    got: Tensor
    limit: float
    bits: Tensor

    def equal(self, one: Tensor, other: Tensor) -> Tensor:
        """Return where two tensors are equal, NaN and NaN included (as `torch.isclose`, in a tenth of the time)."""
        close = (one - other).abs() <= self.limit * (1 + other.abs())
        return close | (one == other) | ((one != one) & (other != other))  # noqa: PLR0124

    def all_equal(self, one: Tensor, other: Tensor) -> bool:
        """Return whether two tensors have one shape and are equal."""
        return one.shape == other.shape and bool(self.equal(one, other).all())

    def explains(self, answer: Tensor, cost: float = CHOICE) -> bool:
        """Return whether `got` is this answer, and not by chance: what has changed in it tells more than it costs."""
        if not self.all_equal(self.got, answer):
            return False
        told = information(answer, self.limit)
        if answer.shape == self.expected.shape:
            told = told[~self.equal(answer, self.expected)]
        return enough(told, cost)


def pair(expected: Tensor, got: Tensor, limit: float, bits: Tensor | None = None) -> Pair:
    """Return a pair of two tensors in float64."""
    return Pair(expected, got, limit, information(expected, limit) if bits is None else bits)


def enough(bits: Tensor, cost: float) -> bool:
    """Return whether what agrees tells enough for what was chosen."""
    return bits.sum().item() >= cost + ENOUGH


def information(values: Tensor, limit: float) -> Tensor:
    """Return for each number how many bits it tells.

    A number with many digits tells as many as its tolerance leaves, the first time that it occurs. One that occurs
    again, or has few digits (0, 1, 0.25), tells how rare it is among the others.
    """
    flat = values.flatten()
    finite = flat.isfinite()
    if not finite.any():
        return torch.zeros_like(values)
    known = flat[finite]
    largest = known.abs().max()
    spread = known.max() - known.min() if len(known) > 1 else largest
    keys = (known / (2 * limit * largest.clamp(min=1))).round()
    _, group, count = keys.unique(return_inverse=True, return_counts=True)
    told = -torch.log2(count[group] / len(known))
    first = torch.full_like(count, len(known)).scatter_reduce(0, group, torch.arange(len(known)), "amin")[group]
    digits = torch.log2(spread / (2 * limit * (1 + known.abs()))).clamp(0, MOST)
    parts = 1000 if limit < 1e-5 else 16
    many_digits = (known * parts - (known * parts).round()).abs() > 2 * parts * limit * (1 + known.abs())
    rare = (first == torch.arange(len(known))) & many_digits
    bits = torch.zeros_like(flat)
    bits[finite] = torch.where(rare, digits.maximum(told), told)
    return bits.reshape(values.shape)
