"""Choose which of the examples on which a check failed is shown, and which known mistakes are named for it.

Hypothesis ends with the smallest example, and in the smallest many mistakes look alike, or make next to no difference.
Others have failed on the way there. Where a mistake would be named, or nothing explains the difference, more are tried:
a few where one mistake is left, and as long as that takes a moment. A mistake that any of them refutes is not named.
The example that is shown leaves few mistakes, or else a kind of difference that most examples have, and shows the
difference at a glance; of several such examples it is an ordinary one, as long as it is small: that a mistake shows in
a batch of one or an empty list, too, is no news.
"""

import math
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import torch
from hypothesis.strategies import DataObject
from msgspec.structs import replace

from grader.checks.describe import SMALL
from grader.checks.errors import CheckFailure, SubmissionError, Unavailable
from grader.checks.refuted import without_numbers
from grader.plugin.drawn import EXAMPLES, drawn
from grader.plugin.examples import failing_examples, run_again
from grader.results.message import Misconception

MOST_NAMED = 3
MOST_LOOKED_AT = 8  # of the first and of the last examples; to look for a kind of difference takes milliseconds
FEW = 5  # examples that confirm a mistake, or are tried for an ordinary one
EMPTY = 10  # as far from an ordinary case as so many sizes of 1
PROCESSOR_SECONDS, SECONDS = 0.3, 3.0  # for more examples; the second for code that sleeps, or runs in a candidate


class Failing(NamedTuple):
    """An example on which a check failed: what it was called with, and how it failed."""

    values: dict[str, Any]
    failure: CheckFailure


def shown(item: pytest.Function, last: Exception) -> Exception:
    """Return the failure to show of a check in place of the last one; its example is the one that ran last."""
    if isinstance(last, CheckFailure | SubmissionError):
        last = _ordinary(item, last)
    if not isinstance(last, CheckFailure):
        return last
    found = list(reversed(list(_failures(item, last))))
    if not found:
        return last
    chosen, left = _best(found)
    compared = bool(chosen.failure.message.expected)
    unexplained = compared and not left and chosen.failure.seen_kind is None
    if left or not chosen.failure.clear or unexplained:
        _try_more(item, FEW if len(left) == 1 and chosen.failure.clear else None)
        more = list(_failures(item, last))
        chosen, left = _best([*found, *(one for one in more if not any(one.failure is old.failure for old in found))])
    failure = last
    if chosen.failure is not last or len(failing_examples(item)) > len(found):
        again = _failure_again(item, chosen.values)
        failure = again if isinstance(again, CheckFailure) else last
    return _naming(failure, [one for one in failure.misconceptions if one.key in left][:MOST_NAMED])


def _ordinary(item: pytest.Function, last: CheckFailure | SubmissionError) -> CheckFailure | SubmissionError:
    """Return how the check fails in an ordinary case, if it does, where it ended with a corner case.

    A check that compares is only given another subject here: which of its examples is shown is decided later.
    """
    failing = failing_examples(item)
    if not failing or failing[-1][1] is not last or not corners(failing[-1][0]):
        return last
    values = failing[-1][0]
    _try_more(item, FEW if corners(values) < EMPTY else None)
    found = [(values, failure) for values, failure in failing_examples(item) if not _draws(values)]

    def rank(values: dict[str, Any]) -> tuple[bool, int]:
        return extent(values) > SMALL, corners(values)

    same = [one for one, failure in found if _subject(failure) == _subject(last)]
    comparable = same if isinstance(last, CheckFailure) else []
    best, better = min(found, key=lambda one: (rank(one[0]), extent(one[0])), default=(values, last))
    chosen: Exception = last
    if rank(best) < min(map(rank, comparable or [values])):
        values, chosen = best, better
    again = _failure_again(item, values)
    if again is not None and _subject(again) == _subject(chosen):
        return again
    return chosen if isinstance(chosen, CheckFailure | SubmissionError) else last  # what is kept between calls differs


def _failures(item: pytest.Function, last: CheckFailure) -> Iterator[Failing]:
    """Yield the examples on which the check failed in the same way, in the order in which they ran."""
    for values, failure in failing_examples(item):
        if isinstance(failure, CheckFailure) and not _draws(values) and _subject(failure) == _subject(last):
            yield Failing(values, failure)


def _draws(values: dict[str, Any]) -> bool:
    """Tell whether an example draws while it runs: what it drew is not kept."""
    return any(isinstance(value, DataObject) for value in values.values())


def _best(found: list[Failing]) -> tuple[Failing, set[str]]:
    """Return the example to show, the first of the best, and the keys of the mistakes that no example refutes."""
    refuted = {key for one in found for key in one.failure.refuted}

    def left(failing: Failing) -> set[str]:
        return {one.key for one in failing.failure.misconceptions} - refuted

    looked_at = [] if any(map(left, found)) else [*found[:MOST_LOOKED_AT], *found[MOST_LOOKED_AT:][-MOST_LOOKED_AT:]]
    kinds = {id(one): kind.id for one in looked_at if (kind := one.failure.seen_kind)}
    count = Counter(kinds.values())

    def rank(failing: Failing) -> tuple[int, ...]:
        named, size = len(left(failing)), extent(failing.values)
        kind = count[kinds.get(id(failing), "")]
        return not named, named, -kind, not failing.failure.clear, size > SMALL, corners(failing.values), size

    chosen = min(found, key=rank)
    return chosen, left(chosen)


def extent(values: dict[str, Any]) -> int:
    """Return how many numbers and items an example holds."""
    return sum(math.prod(lengths) for lengths in _lengths(values))


def corners(values: dict[str, Any]) -> int:
    """Return how far an example is from an ordinary case: it counts sizes of 0 and 1, and what is empty EMPTY times."""
    return sum((EMPTY if length == 0 else 1) for lengths in _lengths(values) for length in lengths if length < 2)


def _lengths(values: dict[str, Any]) -> Iterator[tuple[int, ...]]:
    """Yield the sizes of everything in an example; a seed has none."""
    for name, value in values.items():
        if "seed" in name or isinstance(value, bool):
            continue
        if isinstance(value, torch.Tensor):
            yield tuple(value.shape)
        elif isinstance(value, int):
            yield (max(1, abs(value)),)  # 0 often says that there is none of something, or that nothing is added
        elif value == "":
            yield (0,)
        elif isinstance(value, list | tuple):
            if isinstance(value, list):
                yield (len(value),)
            yield from _lengths({str(i): part for i, part in enumerate(value)})


def _try_more(item: pytest.Function, most: int | None) -> None:
    """Run the check on some examples of every size; those on which it fails are remembered where the others are."""
    used, begun = time.process_time(), time.monotonic()
    for values in item.stash.get(EXAMPLES, [])[:most] or drawn(item, most):
        if time.process_time() - used > PROCESSOR_SECONDS or time.monotonic() - begun > SECONDS:
            break
        try:
            run_again(item, values)
        except (AssertionError, SubmissionError):
            continue
        except Unavailable:  # such as a call that does not end
            break


def _failure_again(item: pytest.Function, values: dict[str, Any]) -> CheckFailure | SubmissionError | None:
    try:
        run_again(item, values)
    except (CheckFailure, SubmissionError) as failure:
        return failure
    return None


def _subject(failure: Exception) -> str:
    """Return what a failure is about, without the numbers of its example."""
    return without_numbers(failure.message.headline.partition("\n")[0]) if isinstance(failure, CheckFailure) else ""


def _naming(failure: CheckFailure, found: list[Misconception]) -> CheckFailure:
    """Return the failure with these misconceptions and no others."""
    if found == failure.misconceptions:
        return failure
    otherwise = [failure.otherwise] if failure.otherwise else []
    message = replace(failure.message, sentences=[one.sentence for one in found] or otherwise)
    return CheckFailure(message, found, find_kind=failure.find_kind).with_traceback(failure.__traceback__)
