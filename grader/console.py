"""The console that commands print to."""

import os
import sys
from typing import Any

from rich.console import Console


def make_console(*, stderr: bool = False, **options: Any) -> Console:
    """Return a console as wide as the terminal, if it is one.

    rich believes COLUMNS and LINES, which a parent process may have exported long ago, whatever the terminal's size is
    by now. Where the output is no terminal, nothing else tells a size, and they count.
    """
    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    known = {key: value for key, value in os.environ.items() if not (terminal and key in ("COLUMNS", "LINES"))}
    return Console(stderr=stderr, _environ=known, **options)
