"""The text of a source file or notebook that was handed in, wherever it is read: in UTF-8, or in what it declares."""

import codecs
import re

from grader.intake.files import Unreadable

# An encoding that is declared on one of the first two lines (PEP 263).
DECLARED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t\f]*(?:#[^\n]*)?\r?\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)"
)
# Those that a source may have. Python knows more, and some of them do more than decode.
KNOWN = re.compile(
    r"utf[-_]?8|(?:us-)?ascii|latin[-_]?1|iso[-_]?8859[-_]\d{1,2}|cp125\d|windows[-_]125\d", re.IGNORECASE
)


def text_of(data: bytes, label: str) -> str:
    """Return the text of a file; raises Unreadable, with what to do, if its encoding is another."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in (data[:1], data[1:2]):
        raise Unreadable(f"{label} is UTF-16 text, which some editors call Unicode; save it as UTF-8")
    declared = DECLARED.match(data)
    encoding = declared.group(1).decode() if declared else "utf-8"
    if not KNOWN.fullmatch(encoding):
        raise Unreadable(f"{label} says that its encoding is {encoding[:40]!r}; delete that line and save it as UTF-8")
    try:
        return data.decode("utf-8-sig" if encoding.lower().startswith("utf") else encoding)
    except LookupError:
        raise Unreadable(f"{label} says that its encoding is {encoding!r}, which Python does not know") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"line {line} has the byte {data[error.start]:#x}{_meant(data, error)}"
        raise Unreadable(f"{label} is not {encoding.upper()} text ({byte}); save it as UTF-8") from None


def _meant(data: bytes, error: UnicodeDecodeError) -> str:
    """Return what an editor of Windows would have meant by the byte that cannot be read."""
    character = data[error.start : error.start + 1].decode("cp1252", "replace")
    return f", in Windows-1252 {character}" if character.isprintable() and character != "\ufffd" else ""
