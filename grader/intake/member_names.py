"""Names as their authors typed them, from the bytes that an archive or a disk holds.

A zip archive says of a name that it is UTF-8, or nothing: then it is what the system of its author writes. Explorer
writes the code page of old consoles, Info-ZIP the bytes on disk, at times with UTF-8 beside them in an extra field.
"""

import os
import struct
import unicodedata
import zipfile
import zlib

UTF8_FLAG, UNICODE_PATH, WINDOWS = 0x800, 0x7075, 0
CONSOLES = ("cp850", "cp437", "cp1252", "cp866")  # the first in which a name consists of letters counts
WINDOWED = ("cp1252", "cp850", "cp437", "cp866")
DASHES = "–—‘’"


def zip_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member of a zip archive."""
    name = member.orig_filename.split("\0")[0]
    if not member.flag_bits & UTF8_FLAG:
        raw = name.encode("cp437")  # zipfile has decoded it so
        name = _unicode_path(member.extra, raw) or readable(raw, console=member.create_system == WINDOWS)
    return unicodedata.normalize("NFC", name)


def tar_name(name: str) -> str:
    """Return the name of a member of a tar archive, as tarfile gives it."""
    return unicodedata.normalize("NFC", readable(os.fsencode(name)))


def readable(raw: bytes, *, console: bool = False) -> str:
    """Return a name as text: UTF-8, or else in the first code page in which it consists of letters.

    A byte from 128 to 159 is a letter in the code pages of consoles, and hardly ever one in those of windows.
    """
    code_pages = CONSOLES if console or any(0x80 <= byte < 0xA0 for byte in raw) else WINDOWED
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    for code_page in code_pages:
        try:
            text = raw.decode(code_page)
        except UnicodeDecodeError:
            continue
        if all(map(_common, text)):
            return text
    return raw.decode("utf-8", "replace")


def _common(character: str) -> bool:
    return character.isascii() or character in DASHES or unicodedata.category(character) in ("Lu", "Ll")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name in the extra field that Info-ZIP writes, empty if there is none or it is for another name."""
    place = 0
    while len(extra) >= place + 4:
        kind, size = struct.unpack_from("<HH", extra, place)
        if kind == UNICODE_PATH:
            field = extra[place + 4 : place + 4 + size]
            if field[:5] != struct.pack("<BL", 1, zlib.crc32(raw)):
                return ""
            return field[5:].decode("utf-8", "ignore").split("\0")[0]
        place += 4 + size
    return ""
