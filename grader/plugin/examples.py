"""How the examples of a check are drawn: how many, from which seed, and each with a fresh start."""

import functools
import hashlib
import random
import zlib
from collections import deque
from typing import Any

import pytest

from grader.plugin.markers import forbidden_by
from grader.plugin.stash import RESULT, SEED

MOST_KEPT = 200  # failing examples of a check


def begin_each_example(item: pytest.Item) -> None:
    """Make every example begin without objects and with a seeded generator on the submission's side."""
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    if handle is None or getattr(handle.inner_test, "begins_examples", False):
        return
    inner = handle.inner_test
    failing: deque[tuple[dict[str, Any], Exception]] = deque(maxlen=MOST_KEPT)

    @functools.wraps(inner)
    def begin(*args: Any, **kwargs: Any) -> Any:
        if "submission" in kwargs:
            kwargs["submission"]._begin(seed_of(item))
        try:
            return inner(*args, **kwargs)
        except Exception as failure:  # of the check or of the submission
            fixtures = item._fixtureinfo.argnames if isinstance(item, pytest.Function) else ()
            failing.append(({name: value for name, value in kwargs.items() if name not in fixtures}, failure))
            raise

    begin.begins_examples = True  # type: ignore[attr-defined]
    begin.failing = failing  # type: ignore[attr-defined]
    handle.inner_test = begin


def failing_examples(item: pytest.Item) -> deque[tuple[dict[str, Any], Exception]]:
    """Return the examples on which a check has failed since it began, and how; the last ones, the smallest last."""
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    inner = getattr(handle, "inner_test", None)
    found: deque[tuple[dict[str, Any], Exception]] = getattr(inner, "failing", deque())
    return found


def run_again(item: pytest.Function, values: dict[str, Any]) -> None:
    """Run a check on one example."""
    random.seed(0)  # hypothesis does the same
    item.obj.hypothesis.inner_test(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames}, **values)


def seed_of(item: pytest.Item) -> int:
    """Return the seed of a check, from the run's seed and the check's name, or from the name alone.

    Candidates see it. The hash has the run's seed as its key, so that one tells nothing of the next, nor of the run's.
    """
    seed = item.config.stash.get(SEED, None)
    if seed is None:
        return zlib.crc32(item.name.encode())
    return keyed_seed(seed, item.stash[RESULT].check)


def keyed_seed(run: int, name: str) -> int:
    """Return a seed of 63 bits for something that has a name, which tells nothing of the run's seed."""
    key = hashlib.blake2b(str(run).encode()).digest()
    return int.from_bytes(hashlib.blake2b(name.encode(), key=key, digest_size=8).digest()) >> 1


def draw_examples(item: pytest.Item, most: int | None = None) -> None:
    """Make hypothesis draw a check's examples from the run's seed, `most` instead of the usual number.

    Without a seed the examples are the same in every run, so that a mistake shows the same example again.
    """
    test = getattr(item, "obj", None)
    if not hasattr(test, "hypothesis"):
        return
    from hypothesis import HealthCheck, settings

    drawn = item.config.stash.get(SEED, None) is not None
    test._hypothesis_internal_use_seed = seed_of(item) if drawn else None  # type: ignore[union-attr]
    test._hypothesis_internal_use_settings = settings(  # type: ignore[union-attr]
        max_examples=most or item.config.getoption("examples") or _examples_of(item),
        derandomize=not drawn,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=quick_phases(),
    )


def _examples_of(item: pytest.Item) -> int:
    marker = item.get_closest_marker("examples")
    return int(marker.args[0]) if marker else EXAMPLES


EXAMPLES = 12  # the smallest number at which the audit catches every wrong program, with a margin of two


def quick_phases() -> Any:
    """Return hypothesis's phases without reuse, targeting and explaining, which take time and help students little."""
    from hypothesis import Phase

    return (Phase.explicit, Phase.generate, Phase.shrink)


def begin_again(item: pytest.Item) -> None:
    """Set the rules of a check, drop the objects of the one before and seed the submission's generator."""
    failing_examples(item).clear()
    proxy = getattr(item, "funcargs", {}).get("submission")
    if proxy is not None:
        proxy._rules(forbidden_by(item))
        proxy._begin(seed_of(item))
