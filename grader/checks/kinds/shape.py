"""Right numbers in another shape: one slice, a sum, a diagonal or a repetition of them; and what shapes alone show."""

import itertools
from collections.abc import Iterator

import torch
from torch import Tensor

from grader.checks.kinds.evidence import Pair, enough
from grader.results.message import Kind


def shape_kinds(pair: Pair) -> Iterator[Kind]:
    """Yield the kinds of other shape that are seen, the most telling first."""
    expected, got = pair.expected, pair.got
    if got.shape == expected.shape or not got.numel() or not expected.numel():
        return
    if got.numel() == expected.numel() and pair.all_equal(got.reshape(expected.shape), expected):
        yield Kind("only-the-shape", "The numbers and their order are right; only the shape is not.")
    elif got.dim() > expected.dim():
        yield from more_dimensions(pair)
    elif got.dim() < expected.dim():
        yield from fewer_dimensions(pair)
    else:
        yield from same_dimensions(pair)


def more_dimensions(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if what was expected is a slice, a sum, the diagonal or the repeated part of what came."""
    expected, got = pair.expected, pair.got
    if not enough(pair.bits, 0):
        return
    for dim in range(got.dim()):
        if fits(expected, got, dim) and pair.all_equal(got, expected.unsqueeze(dim).expand_as(got)):
            yield Kind("repeated-by-broadcasting", f"The right numbers are repeated along dimension {dim}.")
            return
    yield from reduced(pair, got, expected)
    for first, second in itertools.combinations(range(got.dim()), 2):
        diagonal = got.diagonal(dim1=first, dim2=second)
        if pair.all_equal(diagonal, expected):
            n = got.shape[first]
            yield Kind(
                "diagonal",
                f"The right numbers are on the diagonal of yours, as where ({n},) and ({n}, 1) are broadcast.",
            )
            return


def fits(smaller: Tensor, larger: Tensor, dim: int) -> bool:
    """Return whether one shape is the other without this dimension."""
    return larger.dim() == smaller.dim() + 1 and (*larger.shape[:dim], *larger.shape[dim + 1 :]) == smaller.shape


def fewer_dimensions(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if what came is a slice or a sum of what was expected."""
    yield from reduced(pair, pair.expected, pair.got)


def same_dimensions(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if one would be the other after broadcasting."""
    expected, got = pair.expected, pair.got
    if broadcasts(got, expected) and pair.all_equal(got.expand_as(expected), expected) and enough(pair.bits, 0):
        yield Kind("one-of-several", "The numbers are right, but only once each: what was expected repeats them.")
    elif broadcasts(expected, got) and pair.all_equal(got, expected.expand_as(got)) and enough(pair.bits, 0):
        dims = [dim for dim in range(got.dim()) if got.shape[dim] != expected.shape[dim]]
        which = " and ".join(map(str, dims))
        yield Kind("repeated-by-broadcasting", f"The right numbers are repeated along dimension {which}.")


def broadcasts(smaller: Tensor, larger: Tensor) -> bool:
    """Return whether the first can be expanded to the shape of the second."""
    return smaller.dim() == larger.dim() and all(a in (1, b) for a, b in zip(smaller.shape, larger.shape, strict=True))


def reduced(pair: Pair, larger: Tensor, smaller: Tensor) -> Iterator[Kind]:
    """Yield a kind if the smaller is a slice, the sum or the mean of the larger along one dimension, or along all."""
    if not enough(pair.bits.flatten()[: smaller.numel()], 5.0 if smaller.numel() > 1 else 2.0):
        return
    taken = smaller is pair.got  # and not missing
    dims: list[tuple[int, ...]] = [(dim,) for dim in range(larger.dim()) if fits(smaller, larger, dim)]
    dims += [tuple(range(larger.dim()))] if smaller.dim() == 0 and larger.dim() > 1 else []
    for which in dims:
        along = "" if larger.dim() == len(which) else f" along dimension {which[0]}"
        for word, value in (("sum", larger.sum(which)), ("mean", larger.mean(which))):
            if pair.all_equal(value, smaller):
                if taken:
                    yield Kind(f"{word}-taken", f"Yours is the {word} of what was expected{along}.")
                else:
                    yield Kind(f"{word}-missing", f"The {word} of yours{along} is what was expected.")
                return
        if len(which) > 1 or smaller.dim() == 0:
            continue
        for index in range(min(larger.shape[which[0]], 64)):
            if pair.all_equal(larger.select(which[0], index), smaller):
                place = ":, " * which[0] + str(index)
                only = f"Yours is only [{place}] of what was expected."
                yield Kind("one-slice", only if taken else f"What was expected is [{place}] of yours.")
                return


def bare_shape(expected: torch.Size, got: torch.Size) -> Iterator[Kind]:
    """Yield what is seen in the shapes alone."""
    if (
        expected != got
        and len(expected) == len(got)
        and sorted(expected) == sorted(got)
        and len(set(expected)) == len(expected) > 1
    ):
        yield Kind("shape-in-another-order", "The sizes are those of the right shape, but in another order.")
