"""Text written by a submission or its author, made safe to show on a terminal, on a page or in a table.

There is one policy: what nobody can see is removed (terminal escapes, control characters, direction marks, lone
surrogates), so two texts that look the same compare equal once they are clean.
"""

import re
import unicodedata

TEXT_LIMIT = 20_000
LINE_LIMIT = 200
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[ -/]*[0-~])", re.DOTALL)
# Cc control, Cf format (bidirectional overrides, zero width), Cs lone surrogates, Co private use, Zl and Zp line ends
# that only some programs recognise
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text without invisible characters, cut to about `limit` characters; line ends and tabs stay."""
    if len(text) > limit:
        text = text[: max(0, limit - 3)] + "..."
    if text.isprintable():
        return text
    text = ESCAPES.sub("", text.replace("\r\n", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in HIDDEN)


def sound(text: str) -> str:
    """Return the text without lone surrogates, which JSON and file names can hold but UTF-8 files cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return the text, cleaned, on one line of at most `limit` characters."""
    line = " ".join(clean(text, 4 * limit).split())
    return line if len(line) <= limit else line[: limit - 3] + "..."
