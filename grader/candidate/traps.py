"""Traps for calls that an exercise forbids, such as `torch.nn.functional.cross_entropy` where students write it.

A trap is a wrapper, put in place before the submission is loaded, that lets every call through as long as its name is
not forbidden. A determined submission can remove it again, so the examiner reads the source as well
(`grader.checks.forbidden`).
"""

import functools
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from grader.protocol.forbidden import expand, resolve_owner


class ForbiddenCall(BaseException):
    """The submission called something that the exercise forbids."""


class Traps:
    """The dotted names that are forbidden at the moment; `package.*` stands for everything in it."""

    def __init__(self) -> None:
        self.forbidden: frozenset[str] = frozenset()
        self.installed: set[str] = set()
        self.armed = False

    def prepare(self, names: Iterable[str]) -> None:
        """Wrap the functions and classes that the names stand for, each once."""
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
        """Raise if the name is forbidden at the moment."""
        if self.armed and full in self.forbidden:
            raise ForbiddenCall(f"the task is to do this without `{full}`")

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

        del guarded.__wrapped__  # it would be the way around
        return guarded
