"""The files of an archive as a flat list: zip, and tar with any of its compressions.

Everything is read in memory and within limits; nothing is extracted to disk and no link is followed.
"""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from grader.intake.files import (
    COUNT_LIMIT,
    DEPTH_LIMIT,
    File,
    Unreadable,
    bounded,
    limit_of,
    passed_over,
)
from grader.intake.member_names import tar_name, zip_name

MEMBER_LIMIT = 2**16  # members of an archive: a clone with .git may have as many
NAME_LIMIT = 2**12  # characters of a member's path
UNPACKED_LIMIT = 2**26  # bytes of a tar archive once it is decompressed
MEMORY_LIMIT = 2**27  # bytes that xz may use; its own strongest setting takes half of it
OTHER_KINDS = {b"Rar!": "RAR archive", b"7z\xbc\xaf": "7z archive", b"%PDF": "PDF document"}
TOO_MANY = "{} holds too many files; hand in only the lesson's files"


def archive_files(data: bytes, name: str) -> list[File]:
    """Return the files of an archive; raises Unreadable if it is damaged, huge, malicious or of another kind."""
    for start, kind in OTHER_KINDS.items():
        if data.startswith(start):
            raise Unreadable(f"{name} is a {kind}, which cannot be opened here; hand in a zip archive")
    if name.lower().endswith(".zip") or data.startswith(b"PK"):
        return _zip_files(data, name)
    return _tar_files(_decompressed(data, name), name)


def _kept(names: Iterable[str]) -> Iterator[tuple[str, PurePosixPath]]:
    """Yield name and path of the members that may matter; raises Unreadable."""
    paths = [(name, PurePosixPath(name.replace("\\", "/"))) for name in names if len(name) <= NAME_LIMIT]
    environments = {path.parent for _, path in paths if path.name == "pyvenv.cfg"}
    count = 0
    for name, path in paths:
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[:1]:
            raise Unreadable(f"the archive holds a path that leads outside of it: {str(path)[:80]!r}")
        if len(path.parts) > DEPTH_LIMIT or any(map(passed_over, path.parts)):
            continue
        if environments and not environments.isdisjoint(path.parents):
            continue
        count += 1
        if count > COUNT_LIMIT:
            raise Unreadable(TOO_MANY.format("the archive"))
        yield name, path


def _zip_files(data: bytes, name: str) -> list[File]:
    end = data.rfind(b"PK\5\6", max(0, len(data) - 2**16 - 22))
    if end < 0 or len(data) < end + 22:
        raise Unreadable(f"{name} is not a zip archive, or it is damaged")
    # Several records say how many members there are, and need not agree; but each begins with a mark of its own.
    if data.count(b"PK\1\2") > MEMBER_LIMIT:
        raise Unreadable(TOO_MANY.format(name))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = {zip_name(member): member for member in archive.infolist() if not member.is_dir()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable(f"{name} is a damaged zip archive: {error}") from None
    return [
        File(path, lambda member=members[key]: _read_zipped(archive, member))  # type: ignore[misc]
        for key, path in _kept(members)
    ]


def _read_zipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    name = PurePosixPath(zip_name(member)).name
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise Unreadable(f"{name} in the archive is a link or something else that is not an ordinary file")
    if member.flag_bits & 1:
        raise Unreadable(f"{name} in the archive is encrypted; hand it in without a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(f"{name} is compressed in an unusual way; create the archive again as an ordinary zip")
    try:
        with archive.open(member) as stream:  # read up to the limit, whatever size the archive claims
            return bounded(stream.read(limit_of(name) + 1), name, limit_of(name))
    except Unreadable:
        raise
    except Exception as error:  # zipfile raises a dozen kinds for damaged data
        raise Unreadable(f"{name} cannot be unpacked: {error}") from None


def _decompressed(data: bytes, name: str) -> bytes:
    """Return a tar archive without its compression."""
    try:
        if data.startswith(b"\x1f\x8b"):
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(UNPACKED_LIMIT + 1)
        elif data.startswith(b"BZh"):
            data = bz2.BZ2File(io.BytesIO(data)).read(UNPACKED_LIMIT + 1)
        elif data.startswith(b"\xfd7zXZ"):
            data = lzma.LZMADecompressor(memlimit=MEMORY_LIMIT).decompress(data, UNPACKED_LIMIT + 1)
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise Unreadable(f"{name} is a damaged archive: {error}") from None
    if len(data) > UNPACKED_LIMIT:
        raise Unreadable(f"{name} holds more than {UNPACKED_LIMIT // 2**20} MB; hand in only the lesson's files")
    return data


def _tar_files(data: bytes, name: str) -> list[File]:
    members: dict[str, tarfile.TarInfo] = {}
    try:
        archive = tarfile.open(fileobj=io.BytesIO(data), mode="r:")  # noqa: SIM115  files are read from it later
        for number, member in enumerate(archive):
            if number > MEMBER_LIMIT:
                raise Unreadable(TOO_MANY.format(name))
            if not member.isdir():
                members[tar_name(member.name)] = member
    except (tarfile.TarError, ValueError, OSError, EOFError) as error:
        raise Unreadable(f"{name} is not a tar or zip archive, or it is damaged: {error}") from None
    return [
        File(path, lambda member=members[key]: _read_tarred(archive, member))  # type: ignore[misc]
        for key, path in _kept(members)
    ]


def _read_tarred(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    name = PurePosixPath(tar_name(member.name)).name
    if not member.isreg() or member.issparse():
        raise Unreadable(f"{name} in the archive is a link or something else that is not an ordinary file")
    try:
        stream = archive.extractfile(member)
        return bounded(stream.read(limit_of(name) + 1) if stream else b"", name, limit_of(name))
    except (tarfile.TarError, ValueError, OSError, EOFError) as error:
        raise Unreadable(f"{name} cannot be unpacked: {error}") from None
