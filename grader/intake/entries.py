"""Take in a folder of submissions: who handed in what, as source of bounded size, or why there is none."""

import os
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath

import msgspec

from grader.course.answers import WorkCell, answers
from grader.errors import GraderError
from grader.intake.archives import archive_files
from grader.intake.choose import choose
from grader.intake.expected import Expected
from grader.intake.files import ARCHIVES, File, Unreadable, folder_files, is_archive, read_file, why_not
from grader.intake.found import DISGUISED, kind_of, wants
from grader.intake.member_names import readable
from grader.intake.names import file_names, name_key, told_apart
from grader.intake.places import is_folder, looks_like_results, real, written_here
from grader.intake.platforms import ITS_OWN, NAMES, READERS, Named, Platform
from grader.intake.work import bounded, work_of
from grader.protocol.source import Cell, Module
from grader.protocol.text import clean, one_line, sound

SOURCES = (".ipynb", ".py")
SUFFIXES = (*SOURCES, *ARCHIVES)


class Piece(msgspec.Struct):
    """A file or folder on disk, and the name that it has in the submission, "" for a folder that is the whole of it."""

    path: Path
    name: str = ""


class Entry(msgspec.Struct):
    """One student's submission.

    `status` is "" or says why there is nothing to examine: "empty", "unreadable", "ambiguous"; `detail` explains it in
    a sentence. `duplicate` says whose name it resembles. `file` is the name, without suffix, of the files written for
    it. `parts` are what was handed in, if that is not just `path`; `notes` say what the instructor should know about
    it, a sentence each. `answers` are those to free-text questions.
    """

    student: str
    path: Path
    file: str = ""
    status: str = ""
    detail: str = ""
    duplicate: str = ""
    parts: list[Piece] = []
    notes: list[str] = []
    late: bool = False
    attempt: str = ""
    answers: dict[str, str] = {}


def list_entries(
    folder: Path, platform: Platform | None = None, out: Path | None = None
) -> tuple[list[Entry], list[str]]:
    """Return the submissions, and notes on the folder; raises GraderError if there are none.

    Everything that is not hidden is somebody's submission, but for `out`, where results are written, and folders with
    the results of other runs. With a platform, names are read as it writes them, what it adds itself is left out, and
    all that one person has handed in is one submission.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  what may not be looked at is False here, and an error of Path
        raise GraderError(f"there is no folder {folder}; name the one that holds a folder for each student")
    try:
        paths = sorted((Path(entry.path) for entry in os.scandir(folder)), key=lambda path: path.name)
    except OSError as error:
        raise GraderError(f"{folder} cannot be read: {error.strerror or error}") from None
    paths = [path for path in paths if not path.name.startswith(".")]
    ours = [path for path in paths if _same(path, out) or written_here(path)]
    paths = [path for path in paths if path not in ours]
    if platform is not None:
        paths = [path for path in paths if path.name not in ITS_OWN[platform]]
    found = _by_person(paths, platform) if platform else [Entry(_stem(path), path) for path in paths]
    if not found:
        raise GraderError(f"{folder} holds no submissions; expected a folder, a zip archive or a notebook per student")
    _name(found)
    notes = [clean(f"{path.name} holds results of grading and is nobody's submission") for path in ours]
    return found, notes if platform else [*notes, *_advice(paths)]


def keep_results_apart(submissions: Path, out: Path) -> None:
    """Raise GraderError if results written to `out` would mix with what students have handed in."""
    folder, target = real(submissions), real(out)
    if target == folder or folder in target.parent.parents:
        where = "the folder of submissions itself" if target == folder else "a student's submission"
        raise GraderError(f"--out {out} is {where}, and results do not belong there; choose a folder outside of it")


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and real(path) == real(other)


def _stem(path: Path) -> str:
    """Return the student's name: that of the folder, or of the file without its suffix."""
    if is_folder(path):
        return path.name
    stem = path.name
    while is_archive(PurePosixPath(stem)) and PurePosixPath(stem).stem:
        stem = PurePosixPath(stem).stem
    return stem if stem != path.name else path.stem


def _advice(paths: list[Path]) -> list[str]:
    """Return a note if the names look like a platform's."""
    for platform in NAMES:
        times = sum(READERS[platform](path.name) is not None for path in paths)
        if times > len(paths) / 2:
            return [f"the names look like those of {platform.capitalize()}: --from {platform} reads who handed in what"]
    return []


def _by_person(paths: list[Path], platform: Platform) -> list[Entry]:
    """Return one entry per person, of what they handed in last."""
    people: dict[tuple[str, str], list[tuple[Named, Path]]] = {}
    entries = []
    for path in paths:
        named = READERS[platform](path.name)
        if named is None:
            note = f"{path.name} is not named as {platform.capitalize()} names what is handed in"
            entries.append(Entry(_stem(path), path, notes=[clean(note)]))
        else:
            people.setdefault((named.person, named.student), []).append((named, path))
    return [*(_newest(group) for group in people.values()), *entries]


def _newest(group: list[tuple[Named, Path]]) -> Entry:
    """Return the entry of one person: of several attempts at the same, the newest counts, and the others are named."""
    group = sorted(group, key=lambda item: (item[0].order, item[1].name))
    last: dict[str, tuple[Named, Path]] = {}
    for named, path in group:
        last[named.file if named.order else path.name] = (named, path)
    kept = list(last.values())
    older = [path.name for named, path in group if (named, path) not in kept]
    newest = max((named for named, _ in kept), key=lambda named: named.order)
    entry = Entry(newest.student, kept[0][1], late=newest.late, attempt=newest.attempt)
    entry.parts = [Piece(path, named.file) for named, path in kept]
    if older:
        entry.notes.append(clean(f"the newest of {len(older) + 1} attempts counts; not examined: {', '.join(older)}"))
    return entry


def _name(entries: list[Entry]) -> None:
    """Give every entry a file name, and note names that look the same to people or to file systems."""
    alike: dict[str, list[Entry]] = {}
    for entry in entries:
        alike.setdefault(name_key(readable(os.fsencode(entry.student))), []).append(entry)
    for group in alike.values():
        shown = told_apart([readable(os.fsencode(entry.path.name)) for entry in group])
        for place, entry in enumerate(group) if len(group) > 1 else []:
            others = ", ".join(shown[:place] + shown[place + 1 :])
            entry.duplicate = clean(f"handed in as {shown[place]}; the name is the same as that of {others}")
            entry.student = entry.path.name  # with the suffix, to tell them apart
    for entry, name in zip(entries, file_names([os.fsencode(entry.student) for entry in entries]), strict=True):
        entry.file = name
        entry.student = clean(readable(os.fsencode(entry.student))) or name
    printed = [unicodedata.normalize("NFC", one_line(entry.student)) for entry in entries]
    times = Counter(printed)
    for entry, shown_as in zip(entries, printed, strict=True):
        if times[shown_as] > 1:  # they are printed alike; the file names are all different
            entry.student = entry.file


def read_entry(entry: Entry, wanted: Expected, work: bool = False) -> tuple[list[Module], list[WorkCell]]:
    """Return the modules of a submission, with `work` also its cells as far as they are shown.

    If there are no modules, the entry says why.
    """
    if entry.status:
        return [], []
    try:
        chosen = choose(_files(entry, wanted), wanted)
        cells = work_of(chosen) if work or wanted.questions else []
        entry.answers = answers(cells, wanted.questions)
    except MemoryError:
        raise  # `worker` says what it means there
    except Exception as error:
        entry.status, entry.detail = why_not(error)
    else:
        named_by_itself = not entry.parts and not is_folder(entry.path) and entry.path.suffix in SOURCES
        entry.notes += [] if named_by_itself else map(clean, chosen.notes)
        return [sound_module(module) for module in chosen.modules], bounded(cells) if work else []
    return [], []


def sound_module(module: Module) -> Module:
    """Return the module with names and text that can be written down."""
    cells = [Cell(sound(cell.file), sound(cell.source), cell.notebook) for cell in module.cells]
    return Module(sound(module.name), cells, module.helper)


def _files(entry: Entry, wanted: Expected) -> list[File]:
    """Return the files of a submission, whatever it consists of; raises Unreadable."""
    files: list[File] = []
    for part in entry.parts or [Piece(entry.path, entry.path.name)]:
        if part.path.is_symlink():
            raise Unreadable("a symbolic link, which is not followed")
        if is_folder(part.path):
            if looks_like_results(part.path):
                raise Unreadable(
                    "it holds run.json and verdicts/, as results of grading do; hand in only your own work"
                )
            files += folder_files(part.path)
        else:
            name = part.name or part.path.name
            files.append(File(PurePosixPath(name), lambda path=part.path: read_file(path)))  # type: ignore[misc]
    if len(files) == 1 and (not is_folder(entry.path) or entry.parts):
        return _single(files[0], wanted)
    return files


def _single(file: File, wanted: Expected) -> list[File]:
    """Return the files of a submission that is one file; raises Unreadable if it is of no kind that can be read."""
    name = file.path.name
    if is_archive(file.path):
        return archive_files(file.read(), name)
    if file.path.suffix.lower() in SOURCES or DISGUISED.fullmatch(name):
        return [file]
    raise Unreadable(f"{name} is {kind_of(name)}; hand in {wants(wanted)}")
