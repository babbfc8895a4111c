"""Where the wrong numbers are, and whether they are numbers at all: NaN, all equal, one slice only."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from grader.checks.kinds import names
from grader.checks.kinds.evidence import CHOICE, Pair, enough, information, pair
from grader.results.message import Kind

ONE_THING = "some-slices-wrong/"  # how the id of a kind begins that is seen in some slices only
FLOAT32 = 3e-6  # by how much a few operations in float32 are off, relative to 1 + the number
FAR_ENOUGH = 8  # numbers, so that it is no accident on which side of a line the wrong ones are

Inner = Callable[[Pair, bool], Kind | None]


def plain_kinds(pair: Pair) -> Iterator[Kind]:
    """Yield what is seen at once: something that is not a number, or the same number everywhere."""
    got, expected = pair.got, pair.expected
    n = got.numel()
    if got.shape == expected.shape:
        yield from no_numbers(pair, got.isnan() & ~expected.isnan(), "NaN")
        yield from no_numbers(pair, got.isinf() & ~expected.isinf(), "infinite")
    value, other = got.flatten()[0], expected.flatten()[0]
    if n > 1 and bool((got == value).all()) and bool((expected != other).any()):
        yield Kind("all-zero" if value == 0 else "all-equal", f"Every number of yours is {value.item():.4g}.")


def no_numbers(pair: Pair, strange: Tensor, word: str) -> Iterator[Kind]:
    """Yield a kind if some numbers are NaN, or infinite, and whether the others are right."""
    count, n = int(strange.sum()), strange.numel()
    if not count:
        return
    if count == n:
        yield Kind(word.lower(), f"Every number is {word}." if n > 1 else f"The number is {word}.")
        return
    others = pair.all_equal(pair.got[~strange], pair.expected[~strange])
    text = f"{count} of {n} numbers {'is' if count == 1 else 'are'} {word}"
    yield Kind(word.lower(), f"{text}; the others are right." if others else f"{text}.")


def same_slices(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if all slices of `got` along a dimension are equal, and were not to be."""
    expected, got = pair.expected, pair.got
    if got.shape != expected.shape:
        return
    for dim in range(expected.dim()):
        first, right = got.select(dim, 0).unsqueeze(dim), expected.select(dim, 0).unsqueeze(dim)
        alike = got.shape[dim] > 1 and bool(pair.equal(got, first).all()) and not pair.equal(expected, right).all()
        if alike and enough(information(first, pair.limit), 0):
            what = names.everything(expected.dim(), dim)
            yield Kind("slices-equal", f"{names.capital(what)} of yours are all the same; they should differ.")
            return


def place_kinds(whole: Pair, inner: Inner) -> Iterator[Kind]:
    """Yield where the wrong numbers are; `inner` finds what kind of difference they have there.

    It is told whether these are one slice, so that indices in it are those of the slice.
    """
    expected, got = whole.expected, whole.got
    if got.shape != expected.shape or expected.dim() == 0:
        return
    right = whole.equal(got, expected)
    n_wrong = int((~right).sum())
    if not right.any() or not n_wrong:
        return
    if n_wrong == 1 and enough(whole.bits[right], 0):
        at = [int(i) for i in (~right).nonzero()[0]]
        place = names.one(1, 0, at[0]) if len(at) == 1 else f"the number at {at}"
        yield Kind("one-number", f"Only {place} is wrong; the others are right.")
        return
    found = [one for dim in range(expected.dim()) for one in separated(whole, right, dim)]
    if found:
        _, dim, wrong = min(found)
        yield in_slices(whole, right, dim, wrong, inner)
        return
    yield from in_region(whole, right)


def separated(whole: Pair, right: Tensor, dim: int) -> Iterator[tuple[float, int, list[int]]]:
    """Yield the share of wrong slices along a dimension, the dimension and the slices, if some are wholly right."""
    others = tuple(other for other in range(right.dim()) if other != dim)
    good = right.movedim(dim, 0).flatten(1).all(1) if others else right
    size = len(good)
    told = whole.bits.movedim(dim, 0)[good]
    if good.any() and not good.all() and enough(told, float(min(size, 8))):
        wrong = (~good).nonzero().flatten().tolist()
        yield len(wrong) / size, dim, wrong


def in_slices(whole: Pair, right: Tensor, dim: int, wrong: list[int], inner: Inner) -> Kind:
    """Return that only some slices are wrong, with the kind of difference in these."""
    n_dims, size = right.dim(), right.shape[dim]
    kept = [i for i in range(size) if i not in wrong]
    if len(kept) < len(wrong):
        text, there = f"Only {names.several(n_dims, dim, kept)} {names.be(kept)} right", "In the others"
    else:
        text = f"Only {names.several(n_dims, dim, wrong)} {names.be(wrong)} wrong; {names.rest(kept)}"
        there = "There"
    single = len(wrong) == 1 and n_dims > 1
    parts = [t.index_select(dim, torch.tensor(wrong)) for t in (whole.expected, whole.got, whole.bits)]
    expected, got, bits = [part.squeeze(dim) for part in parts] if single else parts
    kind = inner(pair(expected, got, whole.limit, bits), single)
    if kind is None:
        return Kind("some-slices-wrong", f"{text}.")
    return Kind(f"{ONE_THING}{kind.id}", f"{text}. {there}: {kind.sentence}")


def in_region(whole: Pair, right: Tensor) -> Iterator[Kind]:
    """Yield a kind if the wrong numbers are where the right ones are negative, or on one side of a diagonal."""
    expected = whole.expected
    regions = [
        ("where a negative number was expected", expected < 0),
        ("where a positive number was expected", expected > 0),
    ]
    if expected.dim() >= 2 and min(expected.shape[-2:]) > 2:
        ones = torch.ones_like(expected, dtype=torch.bool)
        regions += [
            ("above the diagonal", ones.triu(1)),
            ("below the diagonal", ones.tril(-1)),
            ("on the diagonal", ones.triu() & ones.tril()),
        ]
    for where, region in regions:
        exact = right.numel() >= FAR_ENOUGH and bool((~right == region).all())
        if exact and int(region.sum()) > 2 and enough(whole.bits[right], CHOICE):
            yield Kind("wrong-in-a-region", f"The numbers are wrong only {where}; the others are right.")
            return
    if 4 * int(right.sum()) >= right.numel() and enough(whole.bits[right], float(right.numel())):
        yield Kind("some-numbers-right", f"{int(right.sum())} of {right.numel()} numbers are right.")


def imprecise(whole: Pair) -> Iterator[Kind]:
    """Yield a kind if the numbers are right to the precision of float32, where more was possible."""
    if whole.limit > FLOAT32 / 100 or not only_to_float32(whole.expected, whole.got):
        return
    if enough(information(whole.expected, FLOAT32), 0):
        yield Kind("float32-precision", "The numbers agree to float32 precision only, which is about seven digits.")


def only_to_float32(expected: Tensor, got: Tensor) -> bool:
    """Return whether tensors differ as numbers do that were rounded to float32, and by less than what they tell.

    Numbers that are nearly equal, such as 1 + 2e-6 and 1 + 3e-6, may be as near to each other and wrong.
    """
    if got.shape != expected.shape or not expected.numel():
        return False
    apart = (got.double() - expected.double()).abs()
    spread = expected.double().flatten().max() - expected.double().flatten().min()
    near = bool((apart <= FLOAT32 * (1 + expected.double().abs())).all())
    return near and (bool(spread == 0) or bool(apart.max() <= spread / 100))


def close(whole: Pair) -> Iterator[Kind]:
    """Yield a kind if every number is close to the right one, though not close enough."""
    expected, got = whole.expected, whole.got
    if got.shape != expected.shape or expected.numel() < 3:
        return
    if not expected.isfinite().all() or not got.isfinite().all():
        return
    share = ((got - expected).abs() / expected.abs().clamp(min=1e-300)).max().item()
    if 0 < share < 0.01 and enough(information(expected, whole.limit), 0):
        yield Kind("close", f"Every number is within {share * 100:.2g} % of what was expected.")
