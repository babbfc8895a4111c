"""The files of a submission as a flat list, whether they are in a folder or in a zip archive.

Nothing is extracted to disk, no link is followed, and only regular files are opened.
"""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from grader.course.files import SIZE_LIMIT

NOTEBOOK_LIMIT = 64 * 2**20  # bytes of a notebook, which includes pictures and possibly floods of output
ZIP_LIMIT = 32 * 2**20  # bytes of an archive
DIRECTORY_LIMIT = 2**18  # bytes of its table of contents, about three thousand names
COUNT_LIMIT = 3000  # files looked at in one submission
DEPTH_LIMIT = 6
IGNORED = {"__pycache__", "__MACOSX", "node_modules", "venv"}


class Unreadable(Exception):
    """A submission, or one of its files, cannot be read; the message is a sentence for its author."""


class File(msgspec.Struct, frozen=True):
    """A file of a submission: its path inside the submission, and a function that reads it or raises Unreadable."""

    path: PurePosixPath
    read: Callable[[], bytes]


def limit_of(name: str) -> int:
    """Return how many bytes a file may have: more for a notebook, which holds pictures and output beside its code."""
    return NOTEBOOK_LIMIT if name.lower().endswith(".ipynb") else SIZE_LIMIT


def read_file(path: Path | str, limit: int | None = None) -> bytes:
    """Read a regular file of at most `limit` bytes; links, pipes and devices are not even opened for reading."""
    name = Path(path).name
    limit = limit_of(name) if limit is None else limit
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        before = os.lstat(path)
        if stat.S_ISLNK(before.st_mode):
            raise Unreadable(f"{name} is a symbolic link, which is not followed; hand in the file itself")
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable(f"{name} is not an ordinary file but a pipe, a device or a socket")
        fd = os.open(path, flags)
        try:
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode) or (found.st_dev, found.st_ino) != (before.st_dev, before.st_ino):
                raise Unreadable(f"{name} changed while it was being opened")
            with os.fdopen(os.dup(fd), "rb") as stream:
                data = stream.read(limit + 1)
        finally:
            os.close(fd)
    except OSError as error:
        raise Unreadable(f"{name} cannot be read: {error.strerror or error}") from None
    return _bounded(data, name, limit)


def _bounded(data: bytes, name: str, limit: int) -> bytes:
    if len(data) > limit:
        raise Unreadable(f"{name} is larger than {limit // 2**20} MB; clear the notebook's outputs and save it again")
    return data


def folder_files(folder: Path) -> list[File]:
    """Return the files of a folder and its subfolders, sorted by name; hidden ones are skipped."""
    return list(_walk(folder, PurePosixPath(), [COUNT_LIMIT]))


def _walk(folder: Path, inside: PurePosixPath, left: list[int]) -> Iterator[File]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise Unreadable(f"the folder {folder.name} cannot be read: {error.strerror or error}") from None
    for entry in entries:
        left[0] -= 1
        if left[0] < 0:
            raise Unreadable(f"there are more than {COUNT_LIMIT} files; hand in only the lesson's files")
        if _ignored(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if len(inside.parts) < DEPTH_LIMIT:
                yield from _walk(Path(entry.path), inside / entry.name, left)
        else:
            yield File(inside / entry.name, lambda path=entry.path: read_file(path))  # type: ignore[misc]


def _ignored(name: str) -> bool:
    return name.startswith(".") or name in IGNORED


def zip_files(data: bytes, name: str) -> list[File]:
    """Return the files of a zip archive; raises Unreadable if it is damaged, huge or malicious."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - 2**16 - 22))
    if end < 0 or len(data) < end + 22:
        raise Unreadable(f"{name} is not a zip archive, or it is damaged")
    count, size = struct.unpack_from("<HI", data, end + 10)
    if count > COUNT_LIMIT or size > DIRECTORY_LIMIT:
        raise Unreadable(f"{name} holds too many files; hand in only the lesson's files")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable(f"{name} is a damaged zip archive: {error}") from None
    files = []
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[:1]:
            raise Unreadable(f"{name} holds a path that leads outside of it: {member.filename[:80]!r}")
        if member.is_dir() or len(path.parts) > DEPTH_LIMIT or any(map(_ignored, path.parts)):
            continue
        files.append(File(path, lambda member=member: _read_member(archive, member)))  # type: ignore[misc]
    return files


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    name = PurePosixPath(member.filename).name
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise Unreadable(f"{name} in the archive is a link or something else that is not an ordinary file")
    if member.flag_bits & 1:
        raise Unreadable(f"{name} in the archive is encrypted; hand it in without a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(f"{name} is compressed in an unusual way; create the archive again as an ordinary zip")
    try:
        with archive.open(member) as stream:  # read up to the limit, whatever size the archive claims
            return _bounded(stream.read(limit_of(name) + 1), name, limit_of(name))
    except Unreadable:
        raise
    except Exception as error:  # zipfile raises a dozen kinds for damaged data
        raise Unreadable(f"{name} cannot be unpacked: {error}") from None
