"""Where code was when its time or its memory was over: the loop that did not end, not whichever line of it ran."""

import ast
import linecache
from collections.abc import Sequence
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
    loops: dict[str, list[ast.While | ast.For]] = {}
    for frame in reversed(frames):
        lines = linecache.getlines(frame.filename)
        if frame.filename not in loops:
            tree = parsed("".join(lines))
            nodes = ast.walk(tree) if tree is not None else ()
            loops[frame.filename] = [node for node in nodes if isinstance(node, ast.While | ast.For)]
        here = frame.lineno or 0
        around = [node for node in loops[frame.filename] if node.lineno <= here <= (node.end_lineno or 0)]
        if around:
            loop = max(around, key=lambda node: (isinstance(node, ast.While), node.lineno))
            return LoopLine(frame.filename, loop.lineno, lines[loop.lineno - 1].strip(), frame.name)
    return None
