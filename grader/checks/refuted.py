"""What the accepted comparisons of an example say about a wrong answer: a rival that they contradict is not named.

A check may call the submission several times and compare each answer. A program that makes a rival's mistake makes it
in all of them, so where one answer is right and the rival's is not, the rival explains nothing.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from grader.results.message import Misconception

NUMBER = re.compile(r"\d+(?:\.\d+)?")

Explains = Callable[[Any, Any], bool]
_accepted: list[tuple[str, Any, Sequence[Any]]] = []  # what was compared, what came, and the rivals


def forget() -> None:
    """Begin an example."""
    _accepted.clear()


def accept(what: str, got: Any, rivals: Sequence[Any]) -> None:
    """Remember a comparison that held."""
    _accepted.append((what, got, rivals))


def earlier_answers() -> list[tuple[str, Any]]:
    """Return what was right so far in this example, each with what it was called, the last one first."""
    return [(what, got) for what, got, _ in reversed(_accepted)]


def refuted(what: str, misconception: Misconception, explains: Explains) -> bool:
    """Return whether an accepted comparison of the same kind contradicts the rivals that stand for a misconception.

    `explains(got, value)` tells whether an answer is a rival's. Where several stand for one misconception, one of them
    has to explain each answer.
    """
    for before, got, rivals in _accepted:
        if not rivals or without_numbers(before) != without_numbers(what):
            continue
        values = [rival.value for rival in rivals if Misconception(rival.id, rival.sentence) == misconception]
        found = [value() if callable(value) else value for value in values]
        known = [value for value in found if value is not None]
        if known and not any(explains(got, value) for value in known):
            return True
    return False


def without_numbers(what: str) -> str:
    """Return a text without the numbers of an example: `the rate at step 3` and `the rate at step 4` are one."""
    return NUMBER.sub("#", what)
