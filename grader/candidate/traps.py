"""Traps for calls that an exercise forbids, such as `torch.nn.functional.cross_entropy` where it is to be rebuilt.

A trap is a wrapper that is put in place before the submission is loaded and lets every call through while its name is
not forbidden. A determined submission can take it out again; the examiner therefore reads the source as well.
"""

import functools
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from grader.protocol.forbidden import expand, resolve_owner


class ForbiddenCall(BaseException):
    """The submission called what the exercise forbids."""


class Traps:
    """The set of names that are forbidden at the moment, as dotted names; `package.*` stands for all in it."""

    def __init__(self) -> None:
        self.forbidden: frozenset[str] = frozenset()
        self.installed: set[str] = set()
        self.armed = False

    def prepare(self, names: Iterable[str]) -> None:
        """Wrap what the names stand for, once each."""
        for name in names:
            for full in expand(name):
                if full not in self.installed:
                    self.installed.add(full)
                    self._wrap(full)

    def __enter__(self) -> None:
        """Forbid the names while the submission's code runs."""
        self.armed = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.armed = False

    def check(self, full: str) -> None:
        """Raise when the name is forbidden now."""
        if self.armed and full in self.forbidden:
            raise ForbiddenCall(f"this exercise is to rebuild `{full}`, so it may not be called")

    def forbid(self, names: Iterable[str]) -> None:
        """Forbid these names from now on, and no others."""
        self.forbidden = frozenset(full for name in names for full in expand(name))
        self.prepare(self.forbidden)

    def _wrap(self, full: str) -> None:
        owner, attribute = resolve_owner(full)
        if owner is None:
            return
        target = getattr(owner, attribute, None)
        if isinstance(target, type):
            target.__init__ = self._guard(target.__init__, full)  # type: ignore[misc]
        elif callable(target):
            setattr(owner, attribute, self._guard(target, full))

    def _guard(self, function: Callable[..., Any], full: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            self.check(full)
            return function(*args, **kwargs)

        return guarded
