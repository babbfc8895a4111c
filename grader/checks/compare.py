"""Compare what the submission returned with what is correct, and name the misconception if it is a known one."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from grader.checks.describe import elements_text, shape_text, value_text
from grader.checks.differ import (
    DIGITS,
    differ_visibly,
    differences,
    first_difference,
    place_of_worst,
    texts_of_difference,
)
from grader.checks.errors import CheckFailure, SubmissionError
from grader.checks.kinds import kind_of_difference, only_to_float32
from grader.checks.refuted import accept, earlier_answers, refuted, without_numbers
from grader.results.message import Kind, Message, Misconception

# Why these: both sides add up at most a few thousand products of numbers near 1. In float64 two correct orders of
# summation differ by less than 1e-12, and the smallest mistake that checks look for (a missing eps, n for n - 1) by
# more than 1e-6. In float32 the same sums differ by up to 1e-5. `grader audit --margins` prints the observed distances.
TOLERANCE = {torch.float64: 1e-9, torch.float32: 3e-5, torch.float16: 2e-2, torch.bfloat16: 5e-2}

# Called with (got, right, tolerance) for every accepted comparison of tensors; `grader.audit.margins` sets it.
observe: Callable[[Tensor, Tensor, float], None] | None = None


class Rival(NamedTuple):
    """A named wrong answer: its value (or a function that computes it), a sentence that explains the mistake, an id.

    The id is a slug that names the misconception without the numbers of an example, such as "eps-outside-the-root".
    Within an exercise, one id stands for one misconception.
    """

    value: Any
    sentence: str
    id: str = ""


NOTHING = Misconception("nothing-returned", "Nothing was returned: is a `return` missing at the end?")
ROUNDED = Misconception(
    "float32-on-the-way",
    "The numbers agree only to float32 precision: something along the way is in float32, such as x.float() or a tensor "
    "that was made without dtype=.",
)


def expect(
    got: Any,
    expected: Any,
    what: str,
    *,
    rivals: Sequence[Rival] = (),
    or_else: Sequence[Any] = (),
    tolerance: float | None = None,
    dtype: bool = True,
    because: str = "",
) -> None:
    """Require that `got` equals `expected` in shape, dtype and value, within the tolerance of its dtype.

    Args:
        got: What the submission returned.
        expected: The correct value.
        what: How the message calls the value, such as `layer(x)` or `the logits`.
        rivals: Wrong answers to compare `got` with if it is wrong; the message names those that match.
        or_else: Further correct answers, where two conventions are both correct.
        tolerance: Relative and absolute, instead of the default for the dtype. The caller states the reason.
        dtype: Whether the dtype must be the same.
        because: A sentence about the property, shown when no rival matches.

    Raises:
        CheckFailure: With the feedback as message.

    """
    for right in (expected, *or_else):
        if matches(got, right, tolerance, dtype):
            if observe is not None and isinstance(got, Tensor) and isinstance(right, Tensor):
                observe(got, right, limit_of(got, right, tolerance))
            accept(what, got, rivals)
            return

    def same(mine: Any, right: Any) -> bool:
        return matches(mine, right, tolerance, dtype)

    part = first_difference(got, expected, same)
    difference: list[str] = []
    if isinstance(part.got, Tensor) and isinstance(part.expected, Tensor):
        difference = distance_text(part.got, part.expected, tolerance).splitlines()
    found, others = matching_misconceptions(got, expected, rivals, tolerance, dtype, what)
    if got is None:
        found = [NOTHING]
    sentences = [one.sentence for one in found] or ([because] if because else [])
    earlier = earlier_answers()
    held = [name for name, _ in earlier if without_numbers(name) == without_numbers(what)]

    def kind() -> Kind | None:
        return kind_of_difference(
            expected,
            got,
            same=same,
            limit=lambda mine, right: limit_of(mine, right, tolerance),
            earlier=earlier,
            held=held,
        )

    right_text, got_text = texts_of_difference(part)
    message = Message(
        headline=f"{what} {verb_for(what)} wrong",
        expected=right_text,
        got=got_text,
        difference=difference,
        sentences=sentences,
    )
    raise CheckFailure(message, found, refuted=others, otherwise=because, clear=differ_visibly(part), find_kind=kind)


NOUN_ENDS = re.compile(r"[,(]|\b(?:after|at|by|drawn|for|from|in|inside|of|on|that|where|with)\b")
PLURAL = re.compile(r"[^aius]s\s*$")  # logits and losses, not loss, axis, bias or radius


def verb_for(what: str) -> str:
    """Return "are" for a plural such as `the rates at the start`, and "is" for anything else, code included."""
    noun = NOUN_ENDS.split(what, maxsplit=1)[0]
    return "are" if noun.startswith("the ") and PLURAL.search(noun) else "is"


def matching_misconceptions(
    got: Any, expected: Any, rivals: Sequence[Rival], tolerance: float | None, dtype: bool, what: str = ""
) -> tuple[list[Misconception], set[str]]:
    """Return the misconceptions of the rivals that `got` equals, each once, and the keys of all others.

    In a small example two mistakes may give the same numbers. Nobody can tell then which one it was, so both are named,
    unless an earlier answer in the same example refutes one.
    """

    def explains(answer: Any, value: Any) -> bool:
        return matches(answer, value, tolerance, dtype=False)

    found: dict[str, Misconception] = {}
    others: set[str] = set()
    for rival in rivals:
        value = rival.value() if callable(rival.value) else rival.value
        if value is None:
            continue
        misconception = Misconception(rival.id, rival.sentence)
        wrong = not matches(value, expected, tolerance, dtype)
        if wrong and explains(got, value) and not refuted(what, misconception, explains):
            found[rival.sentence] = misconception
        else:
            others.add(misconception.key)
    others -= {one.key for one in found.values()}
    double = isinstance(expected, Tensor) and expected.dtype == torch.float64
    rounded = double and tolerance is None and matches(got, expected, 3e-6, dtype)
    if not found and rounded and only_to_float32(expected, got):
        return [ROUNDED], others
    return list(found.values()), others


def limit_of(got: Tensor, expected: Tensor, tolerance: float | None = None) -> float:
    """Return the relative and absolute tolerance of a comparison: the caller's, or the one for the coarser dtype."""
    return tolerance or max(TOLERANCE.get(got.dtype, 1e-9), TOLERANCE.get(expected.dtype, 1e-9))


def matches(got: Any, expected: Any, tolerance: float | None = None, dtype: bool = True) -> bool:
    """Return whether two values are equal within the tolerance of their dtype."""
    if isinstance(expected, Tensor):
        if not isinstance(got, Tensor) or got.shape != expected.shape or (dtype and got.dtype != expected.dtype):
            return False
        if not expected.is_floating_point() and not got.is_floating_point():
            return torch.equal(got.to(expected.dtype), expected)
        limit = limit_of(got, expected, tolerance)
        return torch.allclose(got.double(), expected.double(), rtol=limit, atol=limit, equal_nan=True)
    if isinstance(expected, float):
        if isinstance(got, Tensor) and got.numel() == 1:
            got = got.item()
        limit = tolerance or 1e-6
        return isinstance(got, int | float) and abs(got - expected) <= limit * max(1.0, abs(expected))
    if isinstance(expected, list | tuple):
        same_kind = isinstance(got, list | tuple) and len(got) == len(expected)
        return same_kind and all(matches(g, e, tolerance, dtype) for g, e in zip(got, expected, strict=True))
    if isinstance(expected, dict):
        same_keys = isinstance(got, dict) and got.keys() == expected.keys()
        return same_keys and all(matches(got[key], right, tolerance, dtype) for key, right in expected.items())
    return type(got) is type(expected) and got == expected


def distance_text(got: Tensor, expected: Tensor, tolerance: float | None) -> str:
    """Return the line `exact | approximate | largest difference`, or how shape or dtype differ."""
    if got.shape != expected.shape:
        return f"the shape is {tuple(got.shape)} instead of {tuple(expected.shape)}"
    if got.numel() == 0:
        return f"the dtype is {shape_text(got)}"
    kept = f"the dtype is {shape_text(got).split()[0]} instead of {shape_text(expected).split()[0]}"
    if got.dtype != expected.dtype and torch.equal(got, expected):
        return kept
    line = (
        f"exact {torch.equal(got, expected)} | approximate {matches(got, expected, tolerance, dtype=False)} | "
        f"largest difference {differences(got, expected).max().item():.3g}"
    )
    if got.numel() > 1:
        place = place_of_worst(got, expected)
        pairs = [tuple(elements_text(t[tuple(place)], digits) for t in (got, expected)) for digits in DIGITS]
        mine, right = next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])
        line += f" at {place}: {mine} instead of {right}"
    if got.dtype != expected.dtype:
        line += f"\n{kept}"
    return line


def require(condition: bool, sentence: str, *, misconception: str = "") -> None:
    """Require a property that is not a comparison of values; the sentence is the feedback.

    `misconception` is the id of the mistake, if the sentence names one.
    """
    __tracebackhide__ = True  # --pdb opens in the check, where the names are
    if not condition:
        known = [Misconception(misconception, sentence)] if misconception else []
        raise CheckFailure(Message(headline=sentence), known)


def expect_error(call: Callable[[], Any], sentence: str, *, kinds: Sequence[str] = ()) -> SubmissionError:
    """Require that the submission's own code raises an error in the call; return that error.

    A stub, a missing name, a file that does not load or a crash does not count. `kinds` are the accepted names of
    exception types (default: any).
    """
    try:
        result = call()
    except SubmissionError as error:
        if kinds and error.raised.type not in kinds:
            text = f"{sentence}\nit raised {error.raised.type}, expected {' or '.join(kinds)}"
            raise CheckFailure(Message(headline=text)) from error
        return error
    raise CheckFailure(Message(headline=f"{sentence}\nit raised no error and returned {value_text(result)}"))
