"""Names that students chose: as file names, in spreadsheets, and compared the way people see them."""

import hashlib
import unicodedata
from collections import Counter

from grader.protocol.text import clean, one_line

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
NAME_BYTES = 120


def spreadsheet_cell(text: str) -> str:
    """Return text that a spreadsheet does not mistake for a formula."""
    text = one_line(text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def name_key(name: str) -> str:
    """Return a key that is equal for names that people or file systems take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def file_names(names: list[bytes]) -> list[str]:
    """Return a readable file name without suffix for each name, all different even if case is ignored.

    A name that had to be changed, or that resembles another, gets the first letters of its sha256 appended.
    """
    plain = [_plain(name.decode("utf-8", "replace")) for name in names]
    keys = [name_key(text) for text in plain]
    times = Counter(keys)
    return [
        text
        if text == name.decode("utf-8", "replace") and times[key] == 1
        else f"{text}-{hashlib.sha256(name).hexdigest()[:8]}"
        for text, key, name in zip(plain, keys, names, strict=True)
    ]


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFC", clean(name))
    text = "".join(c if c.isalnum() or c in " ._-" or unicodedata.category(c).startswith("M") else "_" for c in text)
    text = text.encode()[:NAME_BYTES].decode("utf-8", "ignore").strip(" .") or "student"
    return f"{text}_" if text.split(".")[0].lower() in RESERVED else text
