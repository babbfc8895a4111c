"""What the process that reads submissions is asked, and what it answers, as data."""

import os
from pathlib import Path
from typing import Self

import msgspec

from grader.course.answers import WorkCell
from grader.intake.entries import Entry, Piece
from grader.intake.notebooks import PlainNotebook
from grader.protocol.source import Module


class ReadEntry(msgspec.Struct, tag=True):
    """What is the submission, and with `work`, what did the student see of it: code, text and answers?

    Paths are bytes, because not every file name is text; `parts` are path and name.
    """

    path: bytes
    parts: list[tuple[bytes, bytes]] = []
    work: bool = False

    @classmethod
    def of(cls, entry: Entry, work: bool = False) -> Self:
        """Return the question for an entry."""
        parts = [(os.fsencode(part.path.absolute()), os.fsencode(part.name)) for part in entry.parts]
        return cls(os.fsencode(entry.path.absolute()), parts, work)

    def entry(self) -> Entry:
        """Return the entry that the question is about, without its student."""
        parts = [Piece(Path(os.fsdecode(path)), os.fsdecode(name)) for path, name in self.parts]
        return Entry("", Path(os.fsdecode(self.path)), parts=parts)


class ReadFolder(msgspec.Struct, tag=True):
    """What is the submission in a folder, but for some of its files, and its notebook if it is one?"""

    path: bytes
    but: list[bytes] = []


class ReadNotebook(msgspec.Struct, tag=True):
    """What is in a notebook?"""

    path: bytes


class ReadHelpers(msgspec.Struct, tag=True):
    """Which Python files of some folders does a module import? A later folder's file replaces an earlier one's."""

    module: Module
    folders: list[bytes]


Question = ReadEntry | ReadFolder | ReadNotebook | ReadHelpers


class Request(msgspec.Struct):
    """A question with a number that the answer repeats."""

    number: int
    question: Question


class Found(msgspec.Struct):
    """What was found: modules, or a notebook, or in `status` and `detail` why there is nothing; see `Entry`.

    `notebook_path` is that of the notebook inside of the submission. `files` are the names of what a folder holds, and
    `digest` is one of their content.
    `answers` are those to free-text questions; `work` are all cells, if they were asked for.
    """

    number: int = 0
    status: str = ""
    detail: str = ""
    notes: list[str] = []
    modules: list[Module] = []
    notebook: PlainNotebook | None = None
    notebook_path: str = ""
    files: list[str] = []
    digest: str = ""
    answers: dict[str, str] = {}
    work: list[WorkCell] = []
