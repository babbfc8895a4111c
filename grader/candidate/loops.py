"""Where code was when its time or its memory was over: the loop that did not end, not whichever line of it ran."""

import ast
import linecache
from collections.abc import Iterable, Sequence
from traceback import FrameSummary
from typing import NamedTuple

from grader.protocol.magics import parsed


class LoopLine(NamedTuple):
    """A line of a file, its text, and the function that it is in."""

    file: str
    number: int
    text: str
    function: str


def innermost_loop(frames: Sequence[FrameSummary]) -> LoopLine | None:
    """Return the line on which the loop begins that was running: a `while` before a `for`, of the innermost function.

    None if none of the frames, from the outermost to the innermost, was in a loop, or the source cannot be read.
    """
    nodes: dict[str, list[ast.AST]] = {}
    for frame in reversed(frames):
        lines = linecache.getlines(frame.filename)
        if frame.filename not in nodes:
            tree = parsed("".join(lines))
            nodes[frame.filename] = list(ast.walk(tree)) if tree is not None else []
        around = _around(frame.lineno or 0, nodes[frame.filename], (ast.While, ast.For))
        if around:
            loop = max(around, key=lambda node: (isinstance(node, ast.While), node.lineno))
            functions = _around(loop.lineno, nodes[frame.filename], (ast.FunctionDef, ast.AsyncFunctionDef))
            inside = max(functions, key=lambda node: node.lineno, default=None)
            return LoopLine(
                frame.filename, loop.lineno, lines[loop.lineno - 1].strip(), getattr(inside, "name", "<module>")
            )
    return None


def _around(line: int, nodes: Iterable[ast.AST], kinds: tuple[type[ast.stmt], ...]) -> list[ast.stmt]:
    """Return the statements of these kinds that a line is in."""
    statements = (node for node in nodes if isinstance(node, kinds))
    return [one for one in statements if one.lineno <= line <= (one.end_lineno or 0)]
