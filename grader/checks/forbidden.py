"""Find uses of forbidden names by reading the source.

The definition of the exercise is read together with every helper in the same file that it uses. What the source does
not show, such as names built at run time, is left to the traps in the candidate (`grader.candidate.traps`).
"""

import functools
import inspect
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from grader.course.parsed import cells_of, read
from grader.protocol.forbidden import expand, resolve_owner
from grader.protocol.operations import Raised
from grader.protocol.source import Module

ROOTS = ("torch", "numpy")


def violation(modules: Sequence[Module], exercise: str, forbidden: Iterable[str]) -> Raised | None:
    """Return the first use of a forbidden name in an exercise, or None."""
    wanted = {full: resolve(full) for name in forbidden for full in expand(name)}
    if not wanted:
        return None
    by_id = {id(value): full for full, value in reversed(wanted.items()) if value is not None}
    for module in modules:
        source = read(cells_of(module))
        for file, node in source.reach(exercise):
            for place, dotted in source.uses(node):
                full = dotted if dotted in wanted else by_id.get(id(loaded(dotted)))
                if full:
                    shown = full if dotted == full else f"{full} (here as {dotted})"
                    return Raised(
                        "forbidden", "Forbidden",
                        f"the task is to do this without `{shown}`",
                        file, getattr(place, "lineno", 0), source.line(file, place), exercise,
                    )  # fmt: skip
    return None


@functools.cache
def resolve(dotted: str) -> Any:
    """Return the object that a dotted name stands for, None if there is none."""
    owner, attribute = resolve_owner(dotted) if "." in dotted else (None, dotted)
    return getattr(owner, attribute, None) if owner is not None else None


@functools.lru_cache(maxsize=2**12)  # bounded, as a submission may name anything
def loaded(dotted: str) -> Any:
    """Return the object of torch or numpy that a dotted name of a submission stands for, None if there is none.

    Nothing of these packages is run: `torch._inductor` would otherwise be imported because somebody has written it.
    """
    parts = dotted.split(".")
    if parts[0] not in ROOTS:
        return None
    for cut in range(len(parts) - 1, 0, -1):
        found: Any = sys.modules.get(".".join(parts[:cut]))
        if found is not None:
            for part in parts[cut:]:
                found = inspect.getattr_static(found, part, None)
            return found
    return None
