"""Right numbers but for their amount: a sign, a factor, an offset, a function of them, a sum that is not one."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from grader.checks.kinds import names
from grader.checks.kinds.evidence import CHOICE, MOST, Pair, enough, information
from grader.results.message import Kind

Function = Callable[[Tensor], Tensor]

ELEMENTWISE: dict[str, Function] = {
    "exponential": torch.exp,
    "logarithm": torch.log,
    "square": torch.square,
    "square root": torch.sqrt,
    "reciprocal": torch.reciprocal,
    "absolute value": torch.abs,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "rounded value": torch.round,
    "floor": torch.floor,
}


def softmax(x: Tensor, dim: int) -> Tensor:
    """Return the softmax without the threads of torch's own, which wait for each other on a busy machine."""
    return (x - x.amax(dim, keepdim=True)).exp() / (x - x.amax(dim, keepdim=True)).exp().sum(dim, keepdim=True)


ALONG: dict[str, Callable[[Tensor, int], Tensor]] = {
    "softmax": softmax,
    "log-softmax": lambda x, dim: softmax(x, dim).log(),
    "cumulative sum": lambda x, dim: x.cumsum(dim),
}


def amount_kinds(pair: Pair) -> Iterator[Kind]:
    """Yield the kinds of other amount that are seen, the most telling first."""
    if pair.got.shape != pair.expected.shape:
        return
    yield from flipped(pair)
    yield from functions(pair)
    yield from factor_and_offset(pair)


def flipped(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if all signs are wrong."""
    if pair.explains(-pair.expected):
        signs = "signs are" if pair.got.numel() > 1 else "sign is"
        yield Kind("sign-flipped", f"The {signs} the wrong way round; the rest is right.")


def some_signs(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if some signs are wrong."""
    expected, got = pair.expected, pair.got
    n = got.numel()
    if n > 1 and pair.all_equal(got.abs(), expected.abs()):
        wrong = int((~pair.equal(got, expected)).sum())
        if enough(information(expected.abs(), pair.limit), float(n)):
            have = "has" if wrong == 1 else "have"
            yield Kind("some-signs-flipped", f"{wrong} of {n} numbers {have} the wrong sign; the rest is right.")


def taken_along(take: Callable[[Tensor, int], Tensor], dim: int) -> Function:
    """Return a function along one dimension."""
    return lambda x: take(x, dim)


def functions(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if the numbers are a well-known function of the right ones, or the other way round."""
    expected, got = pair.expected, pair.got
    candidates = [(name, "", function) for name, function in ELEMENTWISE.items()]
    for dim in range(expected.dim()):
        if expected.shape[dim] > 1:
            along = f" along dimension {dim}" if expected.dim() > 1 else ""
            candidates += [(name, along, taken_along(take, dim)) for name, take in ALONG.items()]
    for name, along, function in candidates:
        slug = name.replace(" ", "-")
        if pair.explains(function(expected)):
            yield Kind(f"{slug}-taken", f"Yours is the {name}{along} of what was expected.")
        elif pair.all_equal(function(got), expected) and enough(pair.bits[~pair.equal(got, expected)], CHOICE):
            yield Kind(f"{slug}-missing", f"The {name} of yours{along} is what was expected.")


def amount_text(number: float) -> str:
    """Return a number in four digits, or in as many as tell it from 1."""
    texts = [f"{number:.{digits}g}" for digits in (4, 6, 8, 10)]
    return next((text for text in texts if text not in ("1", "-1")), texts[0])


def bits_of(number: float) -> float:
    """Return what a free choice of this number costs: little for one such as 2, 10 or a half."""
    size = abs(number)
    if any(abs(size * n - round(size * n)) < 1e-9 and 0 < round(size * n) <= 4 for n in (1, 2, 3, 4)):
        return CHOICE
    if any(abs(one - round(one)) < 1e-9 * one and one <= 128 for one in (size, 1 / size if size else 0.0)):
        return CHOICE + 3
    return MOST


def factor_and_offset(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if every number is the right one times a factor, or plus a number, or both."""
    expected, got = pair.expected.flatten(), pair.got.flatten()
    if not expected.isfinite().all() or not got.isfinite().all():
        return
    n = len(expected)
    largest = int(expected.abs().argmax())
    told = information(pair.got, pair.limit)
    every = "Every number is" if n > 1 else "The number is"
    if expected[largest] != 0 and got[largest] != 0:
        factor = (got[largest] / expected[largest]).item()
        moved = ~pair.equal(got, expected)
        if pair.all_equal(got, expected * factor) and enough(told.flatten()[moved], bits_of(factor)):
            note = size_of(pair.expected, factor)
            yield Kind("constant-factor", f"{every} {amount_text(factor)} times what was expected{note}.")
            return
    offset = (got[largest] - expected[largest]).item()
    if n > 1 and pair.all_equal(got, expected + offset) and enough(told, bits_of(offset)):
        size = f"{amount_text(abs(offset))} {'larger' if offset > 0 else 'smaller'}"
        yield Kind("constant-offset", f"{every} {size} than what was expected.")
        return
    smallest = int((expected - expected[largest]).abs().argmax())
    apart = expected[largest] - expected[smallest]
    if n > 2 and apart != 0:
        factor = ((got[largest] - got[smallest]) / apart).item()
        offset = (got[largest] - factor * expected[largest]).item()
        cost = bits_of(factor) + bits_of(offset)
        if factor != 0 and pair.all_equal(got, factor * expected + offset) and enough(told, cost):
            times, more = f"{amount_text(factor)} times what was expected", amount_text(abs(offset))
            yield Kind("factor-and-offset", f"{every} {times}, {'plus' if offset > 0 else 'minus'} {more}.")


def size_of(expected: Tensor, factor: float) -> str:
    """Return which size the factor is, if it is one and no other is the same."""
    sizes = [(size, f"dimension {dim} has") for dim, size in enumerate(expected.shape) if size > 1]
    sizes += [(expected.numel(), "in all there are")] if expected.dim() > 1 else []
    for number, text in ((factor, "{}"), (1 / factor, "1 / {}")):
        fitting = [(size, where) for size, where in sizes if abs(number - size) < 1e-6 * size]
        if len(fitting) == 1:
            size, where = fitting[0]
            return f" ({where} {size})" if text == "{}" else f" (1 / {size}; {where} {size})"
    return ""


def own_factors_and_offsets(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if each slice has a factor of its own, or an offset."""
    expected, got = pair.expected, pair.got
    if got.shape != expected.shape or not expected.isfinite().all() or not got.isfinite().all():
        return
    told = information(got, pair.limit)
    for dims, name in slices_of(expected):
        largest = expected.abs().amax(dims, keepdim=True)
        at = (expected.abs() == largest).double()
        factors = ((got * at).sum(dims, keepdim=True) / (expected * at).sum(dims, keepdim=True)).nan_to_num()
        offsets = (got - expected).mean(dims, keepdim=True)
        if not enough(told, factors.numel() * MOST + CHOICE):
            continue
        for own, answer in ((factors, expected * factors), (offsets, expected + offsets)):
            if not own.any() or not pair.all_equal(got, answer):
                continue
            some = ", ".join(map(amount_text, own.flatten()[:2].tolist()))
            if own is factors:
                note = unnormalised(pair, dims, name)
                yield Kind("own-factors", f"Each {name} is right but for a factor of its own ({some}, ...){note}.")
            else:
                text = f"Each {name} is right but for a number of its own that is added to it ({some}, ...)."
                yield Kind("own-offsets", text)
            return


def slices_of(tensor: Tensor) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the dimensions inside of a slice, and what it is called: a row, or a vector along the last dimension."""
    n_dims = tensor.dim()
    for dim in range(n_dims):
        inside = tuple(other for other in range(n_dims) if other != dim)
        if inside and 1 < tensor.shape[dim] < tensor.numel():
            yield inside, names.each(n_dims, dim)
        if n_dims > 2 and 1 < tensor.shape[dim] < tensor.numel():
            yield (dim,), f"vector along dimension {dim}"


def unnormalised(pair: Pair, dims: tuple[int, ...], name: str) -> str:
    """Return that sums or lengths should be 1 and are not, if it is so."""
    sums = [(x.sum(dims), x.square().sum(dims).sqrt()) for x in (pair.expected, pair.got)]
    for what, right, mine in zip(("adds up to 1", "has length 1"), *sums, strict=True):
        one = torch.ones_like(right)
        if pair.all_equal(right, one) and not pair.equal(mine, one).any():
            return f": each {name} of what was expected {what}, and none of yours does"
    return ""


def clipped(pair: Pair) -> Iterator[Kind]:
    """Yield a kind if numbers beyond a limit are cut to that limit, and all others are right."""
    expected, got = pair.expected, pair.got
    if got.shape != expected.shape or got.numel() < 8:
        return
    wrong = ~pair.equal(got, expected)
    low, high = got.min(), got.max()
    for word, edge, cut in (("below", low, expected.clamp(min=low)), ("above", high, expected.clamp(max=high))):
        if int(wrong.sum()) > 1 and pair.all_equal(got, cut) and enough(pair.bits[~wrong], CHOICE):
            yield Kind("clipped", f"Numbers {word} {amount_text(edge.item())} are cut off there; the others are right.")
