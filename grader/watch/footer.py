"""The last line of the screen: what the keys do now. A key that would do nothing is not named."""

from typing import NamedTuple

from grader.watch.board import Board, Failure

GAP = "   "


class Scrolled(NamedTuple):
    """How many lines of the text are out of sight."""

    above: int
    below: int


def footer(
    board: Board, failures: list[Failure], place: int, show_all: bool, scrolled: Scrolled, width: int
) -> str:  # fmt: skip
    """Return the line in at most `width` characters: in full words, else in few, and then those that fit."""
    named = hints(board, failures, place, show_all, scrolled)
    for part in (0, 1):
        line = GAP.join(hint[part] for hint in named)
        if len(line) <= width:
            return f"[dim]{line}[/]"
    line = ""
    for _, short in named:
        longer = GAP.join(filter(None, [line, short]))
        line = longer if len(longer) <= width else line
    return f"[dim]{line}[/]"


def hints(
    board: Board, failures: list[Failure], place: int, show_all: bool, scrolled: Scrolled
) -> list[tuple[str, str]]:  # fmt: skip
    """Return a long and a short hint for each key that does something now, the most important first."""
    found = []
    if scrolled.below:
        count = f"{scrolled.below} more line{'s' if scrolled.below > 1 else ''}"
        found.append((f"↓ j: {count}{GAP}Space: page down", f"j: {scrolled.below} more"))
    if scrolled.above:
        found.append(("↑ k: back up", "k: up"))
    several = len(failures) > 1 and not board.banner
    if several and not show_all:
        number = place % len(failures) + 1
        found.append((f"Enter: next message ({number} of {len(failures)})", f"Enter: next ({number}/{len(failures)})"))
    if several or (show_all and not board.banner):
        text = f"a: {'one' if show_all else 'all'}"
        found.append((text, text))
    if board.checks and not board.banner:
        found.append(("r: check again", "r: again"))
    return [*found, ("q: quit", "q: quit")]
