"""Take in a folder of submissions: who handed in what, as source of bounded size, or why there is none."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import msgspec

from grader.course.files import HANDED_IN
from grader.errors import GraderError
from grader.intake.choose import Ambiguous, Empty, choose
from grader.intake.files import ZIP_LIMIT, File, Unreadable, folder_files, read_file, zip_files
from grader.intake.names import file_names, name_key
from grader.protocol.source import Cell, Module
from grader.protocol.text import clean, sound


class Entry(msgspec.Struct):
    """One student's submission.

    `status` is "" or says why there is nothing to examine: "empty", "unreadable", "ambiguous"; `detail` explains it in
    a sentence. `duplicate` says whose name it resembles. `file` is the name, without suffix, of the files written for
    it.
    """

    student: str
    path: Path
    file: str = ""
    status: str = ""
    detail: str = ""
    duplicate: str = ""


def list_entries(folder: Path) -> tuple[list[Entry], list[str]]:
    """Return the submissions, and notes on what was skipped; raises GraderError if there are none."""
    if not folder.is_dir():
        raise GraderError(f"there is no folder {folder}; name the one that holds a folder for each student")
    found, notes = [], []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise GraderError(f"{folder} cannot be read: {error.strerror or error}") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_symlink():
            found.append(Entry(path.name, path, status="unreadable", detail="a symbolic link, which is not followed"))
        elif entry.is_dir(follow_symlinks=False) or (
            entry.is_file(follow_symlinks=False) and path.suffix.lower() in HANDED_IN
        ):
            found.append(Entry(path.name if entry.is_dir(follow_symlinks=False) else path.stem, path))
        else:
            notes.append(f"skipped: {clean(entry.name)} is neither a folder nor one of {', '.join(HANDED_IN)}")
    if not found:
        raise GraderError(f"{folder} holds no submissions; expected a folder, a zip archive or a notebook per student")
    _name(found)
    return found, notes


def _name(entries: list[Entry]) -> None:
    """Give every entry a file name, and note names that look the same to people or to file systems."""
    alike: dict[str, list[Entry]] = {}
    for entry in entries:
        alike.setdefault(name_key(clean(entry.student)), []).append(entry)
    for group in alike.values():
        for entry in group if len(group) > 1 else []:
            others = ", ".join(clean(other.path.name) for other in group if other is not entry)
            entry.duplicate = f"the name is the same as that of {others}"
            entry.student = entry.path.name  # with the suffix, to tell them apart
    for entry, name in zip(entries, file_names([os.fsencode(entry.student) for entry in entries]), strict=True):
        entry.file = name
        entry.student = clean(os.fsencode(entry.student).decode("utf-8", "replace")) or name
    times = Counter(entry.student for entry in entries)
    for entry in entries:
        if times[entry.student] > 1:  # they differed only in invisible characters; the file names are all different
            entry.student = entry.file


def read_entry(entry: Entry, lesson: str, names: Sequence[str]) -> list[Module]:
    """Return the modules of a submission; if there are none, an empty list, and the entry says why."""
    if entry.status:
        return []
    try:
        return [_sound(module) for module in choose(_files(entry.path), lesson, names)]
    except Empty as error:
        entry.status, entry.detail = "empty", clean(str(error))
    except Ambiguous as error:
        entry.status, entry.detail = "ambiguous", clean(str(error))
    except Unreadable as error:
        entry.status, entry.detail = "unreadable", clean(str(error))
    except Exception as error:  # whatever it is, the others get their grades
        entry.status, entry.detail = "unreadable", clean(f"it cannot be read: {type(error).__name__}: {error}", 300)
    return []


def _sound(module: Module) -> Module:
    cells = [Cell(sound(cell.file), sound(cell.source), cell.notebook) for cell in module.cells]
    return Module(sound(module.name), cells, module.helper)


def _files(path: Path) -> list[File]:
    if path.is_dir():
        return folder_files(path)
    if path.suffix.lower() == ".zip":
        return zip_files(read_file(path, ZIP_LIMIT), path.name)
    return [File(PurePosixPath(path.name), lambda: read_file(path))]
