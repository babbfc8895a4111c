"""What a notebook's cells find of their kernel where they are examined: magics that do nothing.

`%%time` and the like run their body here too, because `grader.protocol.magics` puts it in the magic's place.
"""

import os
from collections.abc import Callable
from typing import Any

from grader.protocol.magics import RUN, code_of


class Kernel:
    """Stands in for IPython's shell, as `get_ipython()` returns it; `names` are the notebook's own."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names

    def run_line_magic(self, magic_name: str, line: str = "", **more: Any) -> Any:
        """Do nothing; what `%timeit -o` and `%pwd` return is there."""
        if magic_name == "timeit" and "-o" in line.split():
            from IPython.core.magics.execution import TimeitResult

            return TimeitResult(1, 1, 0.0, 0.0, [0.0], 0.0, 3)
        return os.getcwd() if magic_name == "pwd" else None

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> None:
        """Run the cell if the kernel would run it among the notebook's names."""
        if magic_name in RUN:
            exec(compile(code_of(cell).text, "<cell magic>", "exec", dont_inherit=True), self.names)  # noqa: S102

    def system(self, command: str) -> None:
        """Do nothing."""

    def getoutput(self, command: str, **more: Any) -> Any:
        """Return the output of a command that is not run, which has no lines."""
        from IPython.utils.text import SList

        return SList([])

    def captured(self) -> Any:
        """Return what `%%capture` has caught: nothing, because output goes where all output goes."""
        from io import StringIO

        from IPython.utils.capture import CapturedIO

        return CapturedIO(StringIO(), StringIO(), [])

    def show_usage(self) -> None:
        """Do nothing."""


def given_names(names: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return what a kernel gives to every cell: `get_ipython` and `display`."""
    kernel = Kernel(names)
    return {"get_ipython": lambda: kernel, "display": _display}


def _display(*objects: Any, **more: Any) -> None:
    """Show nothing: there is no page to show it on."""
