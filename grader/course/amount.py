"""How much Python of a submission is read at all, asked of its text before anything parses it.

A syntax tree takes two thousand bytes for the shortest statement, and the names of a dotted import are joined anew at
every dot: 100 KB of either are gigabytes and seconds. Within these limits they cost 400 MB and two seconds at most.
"""

import re
from collections.abc import Sequence
from itertools import islice

from grader.protocol.source import Module

SMALL = 20_000  # characters that are parsed without a question; most students' work is smaller
WORD_LIMIT = 200_000  # words and signs; the course's longest module has 8,000, and a pasted list of all names 64,000
CHARACTER_LIMIT = 2**23  # of all modules together; each file has a limit of its own (`course/files.py`)
NAME_LIMIT = 1000  # characters of a dotted name, with the space in it
_TOKEN = re.compile(r"[\w\u0080-\U0010ffff]+|[^\w\s\u0080-\U0010ffff]")
_OF_NAMES = r"[\w.\\\s\u0080-\U0010ffff]"
_RUN = re.compile(f"(?<!{_OF_NAMES}){_OF_NAMES}{{{NAME_LIMIT}}}")


def characters(modules: Sequence[Module]) -> int:
    """Return the length of the source of modules."""
    return sum(len(cell.source) for module in modules for cell in module.cells)


def too_much(modules: Sequence[Module]) -> str:
    """Return why modules are more Python than will be read, in a sentence for their author; "" if they are not."""
    length = characters(modules)
    if length <= SMALL:
        return ""
    if length > CHARACTER_LIMIT:
        return f"its modules are longer than {CHARACTER_LIMIT // 2**20} MB together; keep data in a file"
    left = WORD_LIMIT
    for module in modules:
        for cell in module.cells:
            left -= words_in(cell.source, left)
            if left < 0:
                name = cell.file.partition("[")[0]
                return f"{name} holds more than {WORD_LIMIT:,} words and signs of Python; keep data in a file"
            if has_endless_name(cell.source):
                return f"{cell.file} holds a dotted name of more than {NAME_LIMIT:,} characters, which nobody needs"
    return ""


def words_in(text: str, most: int = WORD_LIMIT) -> int:
    """Return how many words and signs a text has, as in `f(x)` four; counting ends at `most` + 1."""
    return sum(1 for _ in islice(_TOKEN.finditer(text), most + 1))


def has_endless_name(text: str) -> bool:
    """Return whether a dotted name in a text is longer than `NAME_LIMIT`, however it is spread over lines."""
    if _RUN.search(text) is None:
        return False
    begin, last = 0, ""  # where the name at hand begins, and its last word or dot
    for found in _TOKEN.finditer(text):
        part = found[0]
        if part == "\\":  # the line goes on
            continue
        if part != "." and last != ".":
            begin = found.start()
        last = part
        if part == "." and found.end() - begin > NAME_LIMIT:
            return True
    return False
