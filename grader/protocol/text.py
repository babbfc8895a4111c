"""Texts that a submission or its author made up, made safe to show: on a terminal, in a page, in a table.

There is one policy: what nobody can see is left out (terminal escapes, control characters, marks of direction, halves
of characters), so two texts that look the same compare equal once they are clean.
"""

import re
import unicodedata

TEXT_LIMIT = 20_000
LINE_LIMIT = 200
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[ -/]*[0-~])", re.DOTALL)
# Cc control, Cf format (bidirectional overrides, zero width), Cs half a character, Co private use, Zl and Zp the line
# ends that only some programs know
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return a text without what cannot be seen, cut to about `limit` characters; line ends and tabs stay."""
    if len(text) > limit:
        text = text[: max(0, limit - 3)] + "..."
    if text.isprintable():
        return text
    text = ESCAPES.sub("", text.replace("\r\n", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in HIDDEN)


def sound(text: str) -> str:
    """Return a text without halves of characters, which JSON and file names can hold and no file or message can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return the text, cleaned, in one line of at most `limit` characters."""
    line = " ".join(clean(text, 4 * limit).split())
    return line if len(line) <= limit else line[: limit - 3] + "..."
