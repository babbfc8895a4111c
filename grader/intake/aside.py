"""Keep on disk what was read of a submission until its verdict is there, so that no file is read twice.

In memory, a class that hands in one large notebook would take gigabytes, as all but the first wait for its verdict.
"""

import tempfile
from pathlib import Path
from typing import Self

import msgspec

from grader.intake.entries import Entry
from grader.intake.requests import Found


class Aside:
    """What was found in submissions; use as a context manager, at whose end all of it is gone."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="grader-")
        self._numbers: dict[str, int] = {}
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def _path(self, entry: Entry) -> Path:
        return Path(self._folder.name, str(self._numbers.setdefault(entry.file, len(self._numbers))))

    def keep(self, entry: Entry, found: Found) -> None:
        """Keep what was found."""
        self._path(entry).write_bytes(msgspec.msgpack.encode(found))

    def found(self, entry: Entry) -> Found:
        """Return what was kept."""
        return msgspec.msgpack.decode(self._path(entry).read_bytes(), type=Found)

    def drop(self, entry: Entry) -> None:
        """Throw away what was kept, if anything."""
        self._path(entry).unlink(missing_ok=True)
