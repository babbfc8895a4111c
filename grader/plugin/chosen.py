"""Choose which of the examples on which a check failed is shown, and which known mistakes are named for it.

Hypothesis ends with the smallest example, and in the smallest many mistakes look alike, or make next to no difference.
Others have failed on the way there. Where a mistake would be named, or nothing explains the difference, more are tried:
a few where one mistake is left, and as long as that takes a moment. A mistake that any of them refutes is not named.
The example that is shown leaves few mistakes, or else a kind of difference that most examples have, and shows the
difference at a glance; of several such examples it is the smallest.
"""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis.strategies import DataObject
from msgspec.structs import replace

from grader.checks.errors import CheckFailure, SubmissionError
from grader.checks.refuted import without_numbers
from grader.plugin.drawn import EXAMPLES, drawn
from grader.plugin.examples import failing_examples, run_again
from grader.results.message import Misconception

MOST_NAMED = 3
MOST_LOOKED_AT = 8  # of the first and of the last examples; to look for a kind of difference takes milliseconds
FEW = 5  # examples that confirm a mistake
PROCESSOR_SECONDS, SECONDS = 0.3, 3.0  # for more examples; the second for code that sleeps, or runs in a candidate


class Failing(NamedTuple):
    """An example on which a check failed: what it was called with, and how it failed."""

    values: dict[str, Any]
    failure: CheckFailure


def shown(item: pytest.Function, last: AssertionError) -> AssertionError:
    """Return the failure to show of a check in place of the last one; its example is the one that ran last."""
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
        failure = _failure_again(item, chosen) or last
    return _naming(failure, [one for one in failure.misconceptions if one.key in left][:MOST_NAMED])


def _failures(item: pytest.Function, last: CheckFailure) -> Iterator[Failing]:
    """Yield the examples on which the check failed in the same way, in the order in which they ran."""
    for values, failure in failing_examples(item):
        draws = any(isinstance(value, DataObject) for value in values.values())  # and what it drew is not kept
        if not draws and isinstance(failure, CheckFailure) and _subject(failure) == _subject(last):
            yield Failing(values, failure)


def _best(found: list[Failing]) -> tuple[Failing, set[str]]:
    """Return the example to show, the first of the best, and the keys of the mistakes that no example refutes."""
    refuted = {key for one in found for key in one.failure.refuted}

    def left(failing: Failing) -> set[str]:
        return {one.key for one in failing.failure.misconceptions} - refuted

    looked_at = [] if any(map(left, found)) else [*found[:MOST_LOOKED_AT], *found[MOST_LOOKED_AT:][-MOST_LOOKED_AT:]]
    kinds = {id(one): kind.id for one in looked_at if (kind := one.failure.seen_kind)}
    count = Counter(kinds.values())

    def rank(failing: Failing) -> tuple[bool, int, int, bool]:
        return not left(failing), len(left(failing)), -count[kinds.get(id(failing), "")], not failing.failure.clear

    chosen = min(found, key=rank)
    return chosen, left(chosen)


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


def _failure_again(item: pytest.Function, failing: Failing) -> CheckFailure | None:
    try:
        run_again(item, failing.values)
    except CheckFailure as failure:
        return failure
    return None


def _subject(failure: CheckFailure) -> str:
    """Return what a failure is about, without the numbers of its example."""
    return without_numbers(failure.message.headline.partition("\n")[0])


def _naming(failure: CheckFailure, found: list[Misconception]) -> CheckFailure:
    """Return the failure with these misconceptions and no others."""
    if found == failure.misconceptions:
        return failure
    otherwise = [failure.otherwise] if failure.otherwise else []
    message = replace(failure.message, sentences=[one.sentence for one in found] or otherwise)
    return CheckFailure(message, found, find_kind=failure.find_kind).with_traceback(failure.__traceback__)
