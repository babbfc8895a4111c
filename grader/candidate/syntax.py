"""What to say about code that is no Python here: a notebook's command in a file, or syntax of a newer Python."""

import re
import sys

from grader.protocol.magics import code_of
from grader.protocol.source import Cell

COMMAND = re.compile(r"\s*[%!]|\s*\w[\w.]*\?{1,2}\s*$|[^=]*[^=!<>]=\s*[%!]\s*\w")
HERE = f"Python {sys.version_info[0]}.{sys.version_info[1]}"
STRING = r"(?:^|[\s(\[{,=+:])"

# The version that brought a piece of syntax, how to recognise its line, and what it is called.
NEWER = (
    ((3, 12), re.compile(r"\s*(?:async\s+)?(?:def|class)\s+\w+\s*\["), "type parameters, as in `def f[T](x: T)`"),
    ((3, 12), re.compile(r"\s*type\s+\w+\s*[\[=]"), "the `type` statement"),
    ((3, 14), re.compile(r"\s*except\*?\s+[\w.]+\s*,[\s\w.,]+:"), "`except` of several errors without parentheses"),
    ((3, 14), re.compile(STRING + r"(?:[tT][rR]?|[rR][tT])[\"']"), "t-strings"),
)
BRACES = re.compile(
    r"f-string expression part cannot include|f-string: (?:expecting|unmatched|unterminated)|unexpected character after"
)
QUOTES = re.compile(STRING + r"[rR]?[fF][rR]?(?:\"[^\"{]*\{[^\"}]*\"|'[^'{]*\{[^'}]*')")


def syntax_message(error: SyntaxError, cell: Cell, version: tuple[int, ...] = sys.version_info[:2]) -> str:
    """Return what is wrong in a cell or file that Python cannot read, and what to do where that is known."""
    line, message = line_of(cell, error.lineno or 0), str(error.msg)
    if COMMAND.match(line):
        if not cell.notebook:
            return (
                f"`{line.strip()[:60]}` is a command of notebooks, not Python; "
                "delete the line, or hand in the notebook (.ipynb) itself"
            )
        if code_of(cell.source).lacks_ipython:
            return f"`{line.strip()[:60]}` can only be read with IPython; install it: python -m pip install ipython"
    for needed, pattern, feature in NEWER:
        if version < needed and pattern.match(line):
            return f"{HERE} reads this, and {feature} came with Python {needed[0]}.{needed[1]} ({message})"
    if version < (3, 12) and BRACES.match(message):
        if "cannot include" in message:
            return f"{HERE} reads this, and only Python 3.12 and newer allow it: {message}"
        if QUOTES.search(line):
            return (
                f"{message}; {HERE} reads this, and only Python 3.12 and newer "
                "allow an f-string's own quotes inside its braces"
            )
    return f"{message} (as {HERE} reads it)" if message == "invalid syntax" else message


def line_of(cell: Cell, number: int) -> str:
    """Return a line as it was handed in, empty if there is no such line."""
    lines = cell.source.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""
