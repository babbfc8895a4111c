"""Draw the examples of every check once, before the first submission comes.

They depend on the run's seed alone, so every submission would be asked the same; drawing them anew each time is half of
the cost of a check. A submission that gets all of them right has passed. One that does not is examined by hypothesis
as usual, which finds the same example, shrinks it and words the message.
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
    """Draw and keep the examples of each check that is a property."""
    for item in items:
        examples = drawn(item)
        if examples:
            item.stash[EXAMPLES] = examples


def drawn(item: pytest.Item) -> list[dict[str, Any]]:
    """Return the examples that hypothesis gives to a check which always passes.

    Empty for what is no property, and for one that goes on drawing while it runs (`st.data()`).
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
        draw_examples(item)
        item.obj(**fixtures)
    except HypothesisException:
        return []
    finally:
        handle.inner_test = inner
    interactive = any(isinstance(value, DataObject) for example in found for value in example.values())
    return [] if interactive else found


def ask(item: pytest.Function) -> None:
    """Run a check on the examples which are drawn already; on none where it draws none."""
    arguments = {name: item.funcargs[name] for name in item._fixtureinfo.argnames}
    inner = item.obj.hypothesis.inner_test if EXAMPLES in item.stash else item.obj
    for example in item.stash.get(EXAMPLES, [{}]):
        random.seed(0)  # as hypothesis does
        inner(**arguments, **copy.deepcopy(example))


class DrawnExamples:
    """The pytest plugin that asks the examples which are drawn already."""

    @pytest.hookimpl
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Return True when all examples pass; leave the rest to hypothesis."""
        if EXAMPLES not in pyfuncitem.stash:
            return None
        try:
            ask(pyfuncitem)
        except Exception:  # not Unavailable: no further example would change that
            return None
        return True
