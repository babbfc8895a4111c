"""Right numbers in other places: slices in another order, at another index, repeated or left out; transposed."""

import itertools
import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from grader.checks.kinds import names
from grader.checks.kinds.evidence import CHOICE, Pair, enough
from grader.results.message import Kind

MOST_SLICES = 128  # along one dimension
MOST_COMPARED = 2**15  # numbers, where each slice is compared with each; torch computes more than this in threads


def order_kinds(pair: Pair, unit: str = "") -> Iterator[Kind]:
    """Yield the kinds of other order that are seen, the most telling first."""
    yield from exchanged_dimensions(pair)
    for dim in range(pair.expected.dim()):
        yield from slices_at_other_places(pair, dim, unit)
    yield from sorted_along(pair)


def exchanged_dimensions(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if the dimensions are in another order, in the shape as well or cut into the expected one."""
    expected, got = pair.expected, pair.got
    for order in itertools.permutations(range(expected.dim())):
        turned = expected.permute(order)
        moved = [dim for dim, other in enumerate(order) if dim != other]
        if not moved:
            continue
        which = f"dimensions {' and '.join(map(str, moved))} are exchanged"
        if len(moved) > 2:
            which = f"the dimensions are in the order {order}"
        if got.shape == turned.shape and pair.explains(turned):
            yield Kind("dimensions-exchanged", f"The numbers are right, but {which}.")
        elif got.shape == expected.shape and pair.explains(turned.reshape(expected.shape)):
            which = which.replace("are exchanged", "have to be exchanged (transpose)")
            which = which.replace("are in the order", "have to be put into the order")
            yield Kind(
                "cut-in-another-order",
                f"The numbers are right, but in other places: {which}; reshape and view only cut the same order into "
                "other rows.",
            )


def slices_at_other_places(pair: Pair, dim: int, unit: str = "") -> Iterator[Kind]:
    """Yield a kind if the slices along a dimension are slices of what was expected, at other indices."""
    expected, got = pair.expected.movedim(dim, 0), pair.got
    if got.dim() != expected.dim() or got.movedim(dim, 0).shape[1:] != expected.shape[1:]:
        return
    right, mine = expected.flatten(1) if expected.dim() > 1 else expected[:, None], got.movedim(dim, 0)
    mine = mine.flatten(1) if mine.dim() > 1 else mine[:, None]
    if not right.numel() or not mine.numel() or max(len(right), len(mine)) > MOST_SLICES:
        return
    if len(right) * mine.numel() > MOST_COMPARED:
        return
    same = pair.equal(mine[:, None], right[None]).all(2)
    told = pair.bits.movedim(dim, 0).reshape(len(right), -1).sum(1)
    words = Words(pair.expected.dim(), dim, unit)
    if len(mine) != len(right):
        yield from another_number(same, told, words)
    elif len(right) > 1:
        yield from another_index(same, told, pair.equal(right[:, None], right[None]).all(2), words)


class Words:
    """The names of slices along one dimension."""

    def __init__(self, n_dims: int, dim: int, unit: str) -> None:
        self.place = (n_dims, dim)
        self.unit = unit

    def one(self, index: int) -> str:
        """Return the name of one."""
        return names.one(*self.place, index, self.unit)

    def several(self, indices: Sequence[int]) -> str:
        """Return the name of some."""
        return names.several(*self.place, indices, self.unit)

    @property
    def all(self) -> str:
        """The name of all of them."""
        return names.everything(*self.place, self.unit)

    @property
    def each(self) -> str:
        """The word for one of them."""
        return names.each(*self.place, self.unit)


def another_number(same: Tensor, told: Tensor, words: Words) -> Iterator[Kind]:
    """Yield a kind if there are too few slices or too many, and the others are right."""
    n_got, n_right = same.shape
    shorter = min(n_got, n_right)
    if not enough(told[:shorter], CHOICE) and not enough(told[-shorter:], CHOICE):
        return
    times = n_got // n_right
    if times > 1 and n_got % n_right == 0 and same[torch.arange(n_got), torch.arange(n_got) // times].all():
        yield Kind("each-repeated", f"Each {words.each} of what was expected comes {times} times in a row.")
        return
    few = n_got < n_right
    at = range(shorter)
    for begin in range(abs(n_got - n_right) + 1):
        rows, columns = (at, [i + begin for i in at]) if few else ([i + begin for i in at], at)
        used = told[list(columns)]
        if not same[list(rows), list(columns)].all() or not enough(used, CHOICE):
            continue
        extra = [i for i in range(max(n_got, n_right)) if not begin <= i < begin + shorter]
        which = words.several(extra)
        if few:
            yield Kind(
                "slices-missing",
                f"{names.capital(which)} of what was expected {names.be(extra)} missing; {names.rest(at)}.",
            )
        else:
            yield Kind(
                "slices-too-many", f"{names.capital(which)} of yours {names.be(extra)} too many; {names.rest(at)}."
            )
        return
    index = mapping(same)
    if few and index and all(a < b for a, b in itertools.pairwise(index)):
        missing = sorted(set(range(n_right)) - set(index))
        if enough(told[index], math.log2(math.comb(n_right, n_got))):
            which = names.capital(words.several(missing))
            yield Kind(
                "slices-missing", f"{which} of what was expected {names.be(missing)} missing; the others are right."
            )


def mapping(same: Tensor) -> list[int]:
    """Return for each slice the index of the expected slice that it is, its own if possible; empty if one is none."""
    if not same.any(1).all():
        return []
    own = torch.arange(len(same)).clamp(max=same.shape[1] - 1)
    index: list[int] = torch.where(same[torch.arange(len(same)), own], own, same.long().argmax(1)).tolist()
    return index


def another_index(same: Tensor, told: Tensor, twins: Tensor, words: Words) -> Iterator[Kind]:
    """Yield a kind if slices are right at another index. `twins` says which of the expected ones are equal."""
    n = len(same)
    at = torch.arange(n)

    def seen(index: Tensor, rows: Tensor, cost: float) -> bool:
        """Return whether these rows are those of `index`, and what moved tells enough."""
        index = index[rows]
        return bool(same[rows, index].all()) and enough(told[index[~twins[rows, index]].unique()], cost)

    for j in same.all(0).nonzero().flatten().tolist()[:1]:
        if seen(torch.full_like(at, j), at, CHOICE):
            yield Kind("one-slice-repeated", f"Every {words.each} of yours is {words.one(j)} of what was expected.")
            return
    if n > 2 and seen(at.flip(0), at, CHOICE):
        yield Kind("reversed", f"{names.capital(words.all)} are right, but in reverse order.")
        return
    for k in sorted(range(1 - n, n), key=abs) if n > 2 else ():
        rolled = (at - k) % n
        kept = at[(at >= k) & (at < n + k)]
        if k == 0 or len(kept) < 2 or not same[kept, rolled[kept]].all():
            continue
        if seen(rolled, at, CHOICE):
            yield Kind("rolled", rolled_text(n, k, words))
            return
        if 2 * len(kept) >= n and seen(rolled, kept, CHOICE):
            i = int(kept[0])
            yield Kind(
                "shifted",
                f"{names.capital(words.one(i))} of yours is {words.one(i - k)} of what was expected, and so on: "
                f"{words.all} come {abs(k)} too {'late' if k > 0 else 'early'}.",
            )
            return
    index = mapping(same)
    moved = [i for i in range(len(index)) if index[i] != i]
    permuted = sorted(index) == list(range(n))
    cost = math.lgamma(n + 1) / math.log(2) if permuted else len(moved) * math.log2(n) + CHOICE
    if moved and seen(torch.tensor(index), at, cost):
        yield any_index(index, moved, permuted, words)


def rolled_text(n: int, k: int, words: Words) -> str:
    """Return the sentence for slices that are moved by k in a circle."""
    if 2 * abs(k) == n:
        return f"{names.capital(words.all)} are right, but their first and second half are exchanged."
    return (
        f"{names.capital(words.one(k % n))} of yours is {words.one(0)} of what was expected, and so on in a circle: "
        f"{words.all} are rolled by {k}."
    )


def any_index(index: Sequence[int], moved: Sequence[int], permuted: bool, words: Words) -> Kind:
    """Return the kind where each slice i is slice `index[i]` of what was expected."""
    if permuted and len(moved) == 2:
        return Kind("two-exchanged", f"{names.capital(words.several(moved))} are exchanged.")
    i = moved[0]
    text = f"{words.one(i)} of yours is {words.one(index[i])} of what was expected"
    if permuted:
        return Kind("permuted", f"{names.capital(words.all)} are right, but in another order: {text}.")
    others = "" if len(moved) == 1 else f", and {len(moved) - 1} more of {words.all} stand at another index too"
    return Kind("at-another-index", f"{names.capital(text)}{others}.")


def sorted_along(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if the numbers are sorted along a dimension, and were not to be."""
    for dim in range(pair.expected.dim()):
        for descending in (False, True):
            if pair.got.shape == pair.expected.shape and pair.explains(pair.expected.sort(dim, descending).values):
                along = f" along dimension {dim}" if pair.expected.dim() > 1 else ""
                down = ", the largest first" if descending else ""
                yield Kind("sorted", f"The numbers are right, but sorted{along}{down}.")


def anywhere(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if the same numbers are there, in any order."""
    expected, got = pair.expected.flatten(), pair.got.flatten()
    if len(expected) != len(got) or len(got) < 2:
        return
    if pair.all_equal(got.sort().values, expected.sort().values):
        moved = pair.bits.flatten()[~pair.equal(got, expected)]
        if enough(moved, math.lgamma(len(moved) + 1) / math.log(2)):
            yield Kind("in-other-places", f"The same numbers are there, but in other places{example(pair)}.")


def example(pair: Pair) -> str:
    """Return where one of the moved numbers was expected, if it occurs once only."""
    if pair.got.shape != pair.expected.shape:
        return ""
    for at in (~pair.equal(pair.got, pair.expected)).nonzero()[:MOST_SLICES]:
        to = pair.equal(pair.expected, pair.got[tuple(at)]).nonzero()
        if len(to) == 1:
            return f": the one at {at.tolist()} was expected at {to[0].tolist()}"
    return ""
