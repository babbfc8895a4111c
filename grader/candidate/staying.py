"""While a submission's code runs, what would end the process raises, and what would wait for somebody to type.

In a student's own run there is no other process to take over, and everywhere the message can name the line. It is a
courtesy, not a defence: an examiner also notices that a candidate has ended or does not answer.
"""

import builtins
import functools
import os
import signal
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

NAMES = ("SIGKILL", "SIGTERM", "SIGABRT", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGQUIT", "SIGHUP", "SIGSTOP")
FATAL = {getattr(signal, name) for name in NAMES if hasattr(signal, name)}


class ProcessEnded(BaseException):
    """The submission's code tried to end the process that runs it."""


class NobodyTypes(Exception):
    """The submission's code asked for input from a keyboard."""


class staying_alive:  # noqa: N801  used like a function, as contextlib's are
    """Guard this process, and none that the block forks."""

    __slots__ = ()
    depth = 0
    pid = 0

    def __enter__(self) -> None:
        if not staying_alive.pid:
            _install()
        staying_alive.depth += 1
        staying_alive.pid = os.getpid()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        staying_alive.depth -= 1


def _install() -> None:
    _guard(os, "_exit", lambda status: True)
    _guard(os, "abort", lambda: True)
    _guard(os, "kill", lambda pid, number: pid in (0, -1, os.getpid()) and number in FATAL)
    _guard(os, "killpg", lambda group, number: group in (0, os.getpgrp()) and number in FATAL)
    _guard(signal, "raise_signal", lambda number: number in FATAL)
    _guard_input()


def _guard(module: Any, name: str, ends: Callable[..., bool]) -> None:
    function = getattr(module, name, None)
    if function is None:
        return

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if staying_alive.depth and os.getpid() == staying_alive.pid and ends(*args, **kwargs):
            words = ", ".join(getattr(arg, "name", repr(arg)) for arg in (*args, *kwargs.values()))
            raise ProcessEnded(f"`{module.__name__}.{name}({words})` ends the process that runs your code; delete it")
        return function(*args, **kwargs)

    setattr(module, name, guarded)


def _guard_input() -> None:
    """Refuse `input()`, but to a debugger, in which somebody types."""
    function = builtins.input

    @functools.wraps(function)
    def guarded(prompt: object = "", /) -> str:
        if staying_alive.depth and os.getpid() == staying_alive.pid and sys.gettrace() is None:
            raise NobodyTypes("`input()` waits for somebody to type, and here nobody does; make the value an argument")
        return function(prompt)

    builtins.input = guarded
