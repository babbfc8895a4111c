"""Names that students chose: as file names, in spreadsheets, and compared the way people see them."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from grader.intake.member_names import readable
from grader.protocol.text import TEXT_LIMIT, clean, one_line

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
NAME_BYTES = 120
FORMULA = ("=", "+", "-", "@", "\u2212")  # what spreadsheets begin a formula with, in this form or in a wide one
SEPARATORS = re.compile(r'[,;\t|"\r\n]|^\s|\s$')  # of fields, in one country's spreadsheets or another's

# Nothing is printed for these, although they are letters, marks or not assigned; Unicode calls them
# "default ignorable".
UNPRINTED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
# Letters and signs that are printed like another, once case is ignored: the common ones of Unicode's confusables.
PRINTED_LIKE: dict[int, int | str] = {
    **str.maketrans("аԁеһіјӏорԛгсѕтухѵԝвкмн", "adehijlopqrcstyxvwbkmh"),
    **str.maketrans("αβεηικμνορτυχγϳ", "abehikmvoptyxyj"),
    **str.maketrans("ıɑɡʟ", "iagl"),
    **dict.fromkeys(map(ord, "‐‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "‘’‛′´`ʹʼˈ"), "'"),
}


def spreadsheet_cell(text: str) -> str:
    """Return text that a spreadsheet does not mistake for a formula."""
    text = one_line(text, TEXT_LIMIT)
    return f"'{text}" if unicodedata.normalize("NFKC", text[:1]).startswith(FORMULA) else text


def csv_line(fields: Iterable[object]) -> str:
    """Return a line of a CSV file; None is an empty field.

    What a spreadsheet of another country would split is quoted too: with semicolons between fields, `x;=1+1` would be
    two, the second of them a formula.
    """
    texts = ["" if field is None else str(field) for field in fields]
    return ",".join('"' + text.replace('"', '""') + '"' if SEPARATORS.search(text) else text for text in texts) + "\r\n"


def name_key(name: str) -> str:
    """Return a key that is equal for names that people or file systems take for the same.

    Ignored are case, forms of one letter, what is not printed, how much space there is, dots and space at the ends, and
    whether a letter is Latin or one of another alphabet that looks like it.
    """
    return _folded(UNPRINTED.sub("", _folded(name))).translate(PRINTED_LIKE).strip(" .")


def _folded(name: str) -> str:
    plain = one_line(unicodedata.normalize("NFKC", name), 1000)  # first: half a letter may end an escape
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", plain).casefold())


def told_apart(names: Sequence[str]) -> list[str]:
    """Return names of the same key so that each is seen to be another one, and all that can be read is.

    A name that is printed like another of them stands in quotes, with an escape for each letter that differs between
    the two and for what is not printed at all.
    """
    plain = [unicodedata.normalize("NFC", one_line(name, 1000)) for name in names]
    printed = ["".join(map(_printed_as, one_line(UNPRINTED.sub("", name), 1000))) for name in plain]
    groups: dict[str, list[str]] = {}
    for name, text in zip(names, printed, strict=True):
        groups.setdefault(text, []).append(name)
    return [
        shown if len(groups[text]) == 1 else f"'{_escaped(name, groups[text])}'"
        for name, shown, text in zip(names, plain, printed, strict=True)
    ]


def _printed_as(character: str) -> str:
    """Return what a character is printed like."""
    like = character.casefold().translate(PRINTED_LIKE)
    return like.upper() if character.isupper() else like


def _escaped(name: str, alike: Sequence[str]) -> str:
    """Return a name with escapes for what tells it from names that are printed like it, and is not seen."""
    everywhere = set.intersection(*map(set, alike))
    composed = unicodedata.is_normalized("NFC", name)

    def unseen(character: str) -> bool:
        if UNPRINTED.match(character) or not character.isprintable():
            return True
        if unicodedata.category(character).startswith("M"):
            return not composed
        return character not in everywhere and _printed_as(character) != character

    return "".join(c.encode("unicode_escape").decode() if unseen(c) else c for c in name)


def file_names(names: list[bytes]) -> list[str]:
    """Return a readable file name without suffix for each name, all different even if case is ignored.

    A name that had to be changed, or that resembles another, gets the first letters of its sha256 appended.
    """
    texts = [readable(name) for name in names]
    plain = [_plain(text) for text in texts]
    keys = [name_key(text) for text in plain]
    times = Counter(keys)
    return [
        text if text == whole and times[key] == 1 else f"{text}-{hashlib.sha256(name).hexdigest()[:8]}"
        for text, key, whole, name in zip(plain, keys, texts, names, strict=True)
    ]


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFC", clean(name))
    text = "".join(c if c.isalnum() or c in " ._-" or unicodedata.category(c).startswith("M") else "_" for c in text)
    text = text.encode()[:NAME_BYTES].decode("utf-8", "ignore").strip(" .") or "student"
    return f"{text}_" if text.split(".")[0].lower() in RESERVED else text
