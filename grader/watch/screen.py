"""Show the board: a screen that is repainted in a terminal, plain lines elsewhere.

It uses no alternate screen and no cursor control beyond "home" and "erase", so that it works over ssh, in tmux and in
editors' terminals; what is on the screen at the end stays there.
"""

from typing import NamedTuple, Protocol

from rich.console import Console
from rich.text import Text

from grader.results.points import number_text
from grader.watch.board import Board, Failure
from grader.watch.contents import (
    folded_lines,
    header,
    message_lines,
    next_lines,
    row_lines,
    running_line,
    short_header,
    summary,
)
from grader.watch.footer import Scrolled, footer

HOME, CLEAR, REST_OF_LINE, REST_OF_SCREEN = "\x1b[H", "\x1b[H\x1b[2J", "\x1b[K", "\x1b[J"
NARROW = 60  # columns; below them, indentation costs more than it tells
MOST = 0.6  # of the height that a list of all messages should have, if there is a choice


class View(Protocol):
    """Shows a board."""

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        """Show the state; `place` counts messages."""
        ...

    def scroll(self, *, lines: int = 0, pages: int = 0) -> bool:
        """Move what the next `draw` shows of a long text; return whether there was anywhere to move."""
        ...


class Arrangement(NamedTuple):
    """One way to arrange the screen: what stands above the message, the message, and what stands below it."""

    top: list[str]
    body: list[str]
    bottom: list[str]


class TerminalView:
    """Repaints the whole state each time."""

    def __init__(self, console: Console, keys: bool) -> None:
        self.console, self.keys = console, keys
        self.size = (0, 0)
        self.text: list[str] = []  # what is scrolled through
        self.first = self.last = self.room = 0  # the line shown first, the last one that can be, and how many fit

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        """Repaint, on a cleared screen if the size has changed."""
        size = self.console.size
        fresh = fresh or size != self.size
        self.size = size
        height = size.height - 1
        failures = board.failures()
        now = [] if not failures else failures if show_all else [failures[place % len(failures)]]
        layout, self.room = self._choose(board, now, height - bool(self.keys))
        self._keep_place(board, now)
        self.last = max(0, len(layout.body) - self.room)
        self.first = min(self.first, self.last)
        shown = layout.body[self.first : self.first + self.room]
        lines = [*layout.top, *shown, *layout.bottom][: height - bool(self.keys)]
        if self.keys:
            scrolled = Scrolled(self.first, len(layout.body) - self.first - len(shown))
            lines += self._lines([footer(board, failures, place, show_all, scrolled, size.width)])
        painted = f"{REST_OF_LINE}\n".join(lines)
        self.console.file.write((CLEAR if fresh else HOME) + painted + REST_OF_LINE + "\n" + REST_OF_SCREEN)
        self.console.file.flush()

    def scroll(self, *, lines: int = 0, pages: int = 0) -> bool:
        """Move what the next `draw` shows of a long text; return whether there was anywhere to move."""
        before = self.first
        page = max(1, self.room - 1)  # a line of the old page stays in view
        self.first = max(0, min(self.last, self.first + lines + page * pages))
        return self.first != before

    def _keep_place(self, board: Board, failures: list[Failure]) -> None:
        """Begin at the top when another text is shown; the same text, checked again, stays where it was."""
        text = message_lines(board, [failure._replace(stale=False) for failure in failures])
        if text != self.text:
            self.text, self.first = text, 0

    def _choose(self, board: Board, failures: list[Failure], height: int) -> tuple[Arrangement, int]:
        """Return the richest layout in which the message fits as a whole, or the one that leaves it the most room."""
        rows, running = board.rows(), running_line(board, max(6, min(30, self.size[0] - 60)))
        next_step = next_lines(board, failures[0] if failures else None)
        body = message_lines(board, failures)
        spaced = ["", *body] if body else []
        layouts = [
            Arrangement([header(board), "", *row_lines(rows)], spaced, ["", running, *next_step]),
            Arrangement([header(board), *folded_lines(rows)], spaced, ["", running, *next_step]),
            Arrangement([header(board), *folded_lines(rows)], body, [running] if running else []),
            Arrangement([short_header(board), summary(rows)], body, []),
        ]
        enough = round(MOST * height) if len(failures) > 1 else height
        for layout in layouts:
            drawn = Arrangement(*map(self._lines, layout))
            room = height - len(drawn.top) - len(drawn.bottom)
            if room >= min(len(drawn.body), enough):
                return drawn, room
        short = self._lines([short_header(board)])[:1]
        body = self._lines(message_lines(board, failures, diagnosis_first=True))
        return Arrangement(short, body, []), max(1, height - 1)

    def _lines(self, marked_up: list[str]) -> list[str]:
        with self.console.capture() as captured:
            for line in marked_up:
                for part in folded(Text.from_markup(line), self.console):
                    self.console.print(part, no_wrap=True, crop=True, overflow="ignore", highlight=False)
        return captured.get().split("\n")[:-1]


def folded(line: Text, console: Console) -> list[Text]:
    """Return a line in parts that fit the width; the parts after the first are indented by two more."""
    width, indent = console.width, len(line.plain) - len(line.plain.lstrip(" "))
    keep = indent - 3 if width < NARROW and indent > 3 else indent
    if line.cell_len - indent + keep <= width:
        return [Text(" " * keep) + line[indent:]] if keep < indent else [line]
    parts = line[indent:].wrap(console, max(8, width - keep - 2))
    return [Text(" " * (keep + 2 * bool(number))) + part for number, part in enumerate(parts)]


class Lines:
    """Writes the results once per run, and again after trainings; for output that is not a terminal."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.said: tuple[object, ...] = ()

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        """Write what is new since the last time."""
        trains = board.now is not None and board.now.training
        failures = board.failures()[:1]
        lines = ["", *message_lines(board, failures)]
        if not board.banner:
            if not board.run or (board.running and not trains):
                return
            earned, points = board.totals()
            lines = row_lines(board.rows()) + lines
            lines += ["", f"{number_text(earned)} of {number_text(points)} points"]
            lines += next_lines(board, failures[0] if failures else None)
        if (said := (board.run, board.banner, trains)) != self.said:
            self.said = said
            for line in lines:
                self.console.print(line, highlight=False, soft_wrap=True)
            self.console.file.flush()

    def scroll(self, *, lines: int = 0, pages: int = 0) -> bool:
        """Lines that are written stay written."""
        return False
