"""The files of a folder that was handed in, as a flat list; `archives` does the same for an archive.

No link is followed, and only regular files are opened.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath

import msgspec

from grader.course.files import SIZE_LIMIT
from grader.protocol.text import clean

NOTEBOOK_LIMIT = 64 * 2**20  # bytes of a notebook, which includes pictures and possibly floods of output
ARCHIVE_LIMIT = 64 * 2**20  # bytes of an archive
ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".tbz", ".tbz2", ".bz2", ".txz", ".xz")
DIGEST_LIMIT = 2**28  # bytes of a hand-in that are compared; of what goes beyond, the names
COUNT_LIMIT = 3000  # files looked at in one submission; the whole course has 1,200
DEPTH_LIMIT = 8
IGNORED = {"__pycache__", "__MACOSX", "node_modules", "venv", "site-packages"}


class NotTaken(Exception):
    """Nothing is taken of what was handed in; the message is a sentence for its author, `status` the kind of reason."""

    status = ""


class Unreadable(NotTaken):
    """A submission, or one of its files, cannot be read."""

    status = "unreadable"


def why_not(error: Exception) -> tuple[str, str]:
    """Return as status and sentence why nothing is taken, whatever went wrong: others shall get their grades."""
    if isinstance(error, NotTaken):
        return error.status, clean(str(error))
    return "unreadable", clean(f"it cannot be read: {type(error).__name__}: {error}", 300)


class File(msgspec.Struct, frozen=True):
    """A file of a submission: its path inside the submission, and a function that reads it or raises Unreadable.

    `shown` is its name in messages, if that is not the last part of the path.
    """

    path: PurePosixPath
    read: Callable[[], bytes]
    shown: str = ""

    @property
    def label(self) -> str:
        """The name in messages."""
        return self.shown or self.path.name


def is_archive(path: PurePath) -> bool:
    """Return whether a file's name is that of an archive which can be read."""
    return path.suffix.lower() in ARCHIVES


def limit_of(name: str) -> int:
    """Return how many bytes a file may have: more for a notebook, which holds pictures and output beside its code."""
    if is_archive(PurePath(name)):
        return ARCHIVE_LIMIT
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
    return bounded(data, name, limit)


def bounded(data: bytes, name: str, limit: int) -> bytes:
    """Return the data of a file; raises Unreadable, with advice, if there is more than `limit` bytes of it."""
    if len(data) <= limit:
        return data
    advice = "clear the notebook's outputs and save it again"
    if is_archive(PurePath(name)):
        advice = "hand in only the lesson's files, without .git and environments"
    raise Unreadable(f"{name} is larger than {limit // 2**20} MB; {advice}")


def folder_files(folder: Path) -> list[File]:
    """Return the files of a folder and its subfolders, sorted by name; hidden ones are skipped."""
    return list(_walk(folder, PurePosixPath(), [COUNT_LIMIT]))


def digest_of(files: Iterable[File]) -> str:
    """Return a sha256 over the names and contents of files, by which a hand-in is known; of unreadable ones, why."""
    found, left = hashlib.sha256(), DIGEST_LIMIT
    for file in files:
        try:
            content = file.read() if left > 0 else b""
        except Unreadable as error:
            content = str(error).encode("utf-8", "surrogatepass")
        left -= len(content)
        name = os.fsencode(str(file.path))
        found.update(b"%d %d " % (len(name), len(content)) + name + content)
    return found.hexdigest()


def _walk(folder: Path, inside: PurePosixPath, left: list[int]) -> Iterator[File]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise Unreadable(f"the folder {folder.name} cannot be read: {error.strerror or error}") from None
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return  # an environment, whatever it is called
    for entry in entries:
        if passed_over(entry.name):
            continue
        left[0] -= 1
        if left[0] < 0:
            raise Unreadable(f"there are more than {COUNT_LIMIT} files; hand in only the lesson's files")
        if entry.is_dir(follow_symlinks=False):
            if len(inside.parts) < DEPTH_LIMIT:
                yield from _walk(Path(entry.path), inside / entry.name, left)
        else:
            yield File(inside / entry.name, lambda path=entry.path: read_file(path))  # type: ignore[misc]


def passed_over(name: str) -> bool:
    """Return whether files and folders of this name are never part of a submission."""
    return name.startswith(".") or name in IGNORED
