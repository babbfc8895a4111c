"""Which statement of a cell takes long each time that it is loaded, such as a training at the left margin."""

import ast
from collections import Counter
from types import FrameType
from typing import NamedTuple

from grader.protocol.magics import parsed, python_of
from grader.protocol.source import Cell

LONG = 1.0  # seconds that a cell may take to load without a word


class SlowStatement(NamedTuple):
    """A statement at the left margin of a cell, the line of it, and for how many seconds the cell was loading."""

    file: str
    line: int
    source: str
    seconds: float


class LoadingTime:
    """Keeps, of a cell that is loading, on which line at the left margin it is whenever somebody looks."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.lines: Counter[int] = Counter()

    def look(self, frame: FrameType | None) -> None:
        """Count the line of the cell that is running now."""
        line = 0
        while frame is not None:
            if frame.f_code.co_filename == self.cell.file and frame.f_code.co_name == "<module>":
                line = frame.f_lineno
            frame = frame.f_back
        self.lines[line] += 1

    def slow(self, seconds: float) -> SlowStatement | None:
        """Return what took long, None if nothing did, or only what has to be there: an import."""
        tree = parsed(python_of(self.cell))
        if seconds < LONG or tree is None:
            return None

        def seen(statement: ast.stmt) -> int:
            last = statement.end_lineno or statement.lineno
            return sum(count for line, count in self.lines.items() if statement.lineno <= line <= last)

        slowest = max(tree.body, key=seen, default=None)
        if slowest is None or not seen(slowest) or isinstance(slowest, ast.Import | ast.ImportFrom):
            return None
        lines = self.cell.source.split("\n")
        text = lines[slowest.lineno - 1].strip() if slowest.lineno <= len(lines) else ""
        return SlowStatement(self.cell.file, slowest.lineno, text[:200], seconds)
