"""Draw the examples of every check once, before the first submission arrives.

They depend only on the run's seed, so every submission is asked the same; drawing them again each time would be half
the cost of a check. A submission that gets all of them right has passed. Any other is examined by hypothesis in the
usual way, which finds the same example and shrinks it for the message.
"""

import copy
import functools
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis.errors import HypothesisException
from hypothesis.strategies import DataObject

from grader.plugin.examples import draw_examples

EXAMPLES = pytest.StashKey[list[dict[str, Any]]]()


def rehearse(items: Sequence[pytest.Item]) -> None:
    """Draw and store the examples of each check that is a property."""
    for item in items:
        examples = drawn(item)
        if examples:
            item.stash[EXAMPLES] = examples


def drawn(item: pytest.Item, most: int | None = None) -> list[dict[str, Any]]:
    """Return the examples that hypothesis would give to a check that always passes, `most` of them if that is given.

    Empty for a check that is not a property, and for one that draws while it runs (`st.data()`).
    """
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    if handle is None or not isinstance(item, pytest.Function):
        return []
    fixtures = dict.fromkeys(item._fixtureinfo.argnames)
    found: list[dict[str, Any]] = []
    inner = handle.inner_test

    @functools.wraps(inner)
    def take(**values: Any) -> None:
        found.append({name: value for name, value in values.items() if name not in fixtures})

    handle.inner_test = take
    try:
        draw_examples(item, most)
        item.obj(**fixtures)
    except HypothesisException:
        return []
    finally:
        handle.inner_test = inner
    interactive = any(isinstance(value, DataObject) for example in found for value in example.values())
    return [] if interactive else found


def ask(item: pytest.Function) -> None:
    """Run a check on the examples that have been drawn, or just once if it draws none."""
    arguments = {name: item.funcargs[name] for name in item._fixtureinfo.argnames}
    inner = item.obj.hypothesis.inner_test if EXAMPLES in item.stash else item.obj
    for example in item.stash.get(EXAMPLES, [{}]):
        random.seed(0)  # hypothesis does the same
        inner(**arguments, **copy.deepcopy(example))


class DrawnExamples:
    """A pytest plugin that runs checks on the examples that have been drawn."""

    @pytest.hookimpl
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Return True if all examples pass; leave the rest to hypothesis."""
        if EXAMPLES not in pyfuncitem.stash:
            return None
        try:
            ask(pyfuncitem)
        except Exception:  # not Unavailable: no further example would change that
            return None
        return True
