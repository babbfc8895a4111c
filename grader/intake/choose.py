"""Choose, among the files that a student handed in, those that make up the submission of a lesson."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

import msgspec

from grader.course.files import is_module, is_notebook
from grader.intake.archives import archive_files
from grader.intake.contents import code, given, notebook_module, text, worked_on
from grader.intake.expected import Expected
from grader.intake.files import File, NotTaken, Unreadable, is_archive
from grader.intake.found import empty
from grader.intake.imported import imported, imports_any
from grader.intake.versions import in_place_of_stubs, newest, plain_stem, rivals
from grader.protocol.source import Cell, Module

OTHER_LESSON = re.compile(r"lesson\d+$")
HELPER_LIMIT = 50
# Folders that the course has beside exercises/: in a clone of it nothing in them is the student's.
COURSE_FOLDERS = {"solutions", "tests", "grader", "data", "benchmarks", "docs", "source", "lab"}

Fits = Callable[[Iterable[File]], bool]


class Empty(NotTaken):
    """There is nothing for the lesson; the message says what was expected and what was found."""

    status = "empty"


class Ambiguous(NotTaken):
    """There is more than one submission; the message lists them."""

    status = "ambiguous"


class Chosen(msgspec.Struct, frozen=True):
    """The modules of a submission, and notes on how they were chosen, a sentence each; `notebook` if it is one."""

    modules: list[Module]
    notes: list[str] = []
    notebook: File | None = None


def choose(files: Sequence[File], wanted: Expected) -> Chosen:
    """Return the modules of a submission: the lesson's own in order, then the helpers that they import.

    What belongs to the course is never the submission: its folders beside `exercises/`, its checks, and stubs or a
    notebook as they were given, if there is anything else. A folder named after the lesson has priority; otherwise it
    is the one folder that holds files of the lesson, however deep, and an archive only if there is nothing else.
    Raises Empty, Ambiguous or Unreadable.
    """
    chosen = _choose(files, wanted)
    other = wanted.other_lesson("\n".join(cell.source for module in chosen.modules for cell in module.cells))
    if other is not None:
        lesson, names = other
        raise Empty(f"this is the work of {lesson} ({_some(names)}) and holds nothing of {wanted.lesson}")
    return chosen


def _choose(files: Sequence[File], wanted: Expected) -> Chosen:
    own = _without_course(files)
    named, elsewhere = [], []
    for file in own:
        if wanted.lesson in file.path.parts[:-1]:
            named.append(file)
        elif not any(OTHER_LESSON.match(part) for part in file.path.parts[:-1]):
            elsewhere.append(file)
    has_module = _has_module(wanted.modules)
    for group in (named, elsewhere):  # work first, and what was given only where there is none
        touched = [file for file in group if not given(file, wanted)]
        found = _one_folder(touched, group, wanted, (has_module, _has_notebook, _has_work(wanted)))
        if found is not None:
            return found
    for group in (named, elsewhere):
        found = _one_folder(group, group, wanted, (has_module, _has_notebook, _has_python))
        if found is not None:
            return found
    archives = [file for file in own if is_archive(file.path)]
    if len(archives) > 1:
        raise Ambiguous(f"there are several archives: {_listed(file.path for file in archives)}; keep one")
    if archives:
        inside = archive_files(archives[0].read(), archives[0].label)
        return _choose([file for file in inside if not is_archive(file.path)], wanted)
    raise Empty(empty([file.path for file in files], wanted))


def _without_course(files: Sequence[File]) -> list[File]:
    """Return the files without those of a clone of the course that are never the student's."""
    roots = {path.parent for file in files for path in file.path.parents if path.name == "exercises"}
    return [
        file
        for file in files
        if not any(path.name in COURSE_FOLDERS and path.parent in roots for path in file.path.parents)
    ]


def _one_folder(files: Sequence[File], among: Sequence[File], wanted: Expected, kinds: Sequence[Fits]) -> Chosen | None:
    """Return what the one folder holds that has `files` of the first kind that there is; None if there is none."""
    folders: dict[PurePosixPath, list[File]] = {}
    for file in files:
        folders.setdefault(file.path.parent, []).append(file)
    for fits in kinds:
        having = [folder for folder, group in folders.items() if fits(group)]
        top = min((len(folder.parts) for folder in having), default=0)
        outermost = [folder for folder in having if len(folder.parts) == top]
        if len(outermost) > 1:
            raise Ambiguous(f"there are several submissions: {_listed(outermost)}; keep the one that counts")
        if outermost:
            return _modules([file for file in among if file.path.parent == outermost[0]], wanted)
    return None


def _has_module(names: Sequence[str]) -> Fits:
    return lambda group: any(file.path.suffix == ".py" and plain_stem(file.path) in names for file in group)


def _has_notebook(group: Iterable[File]) -> bool:
    return any(is_notebook(file.path) for file in group)


def _has_python(group: Iterable[File]) -> bool:
    return any(is_module(file.path) for file in group)


def _has_work(wanted: Expected) -> Fits:
    return lambda group: any(is_module(file.path) and wanted.defines(code(file)) for file in group)


def _modules(group: Sequence[File], wanted: Expected) -> Chosen:
    """Return the submission in one folder: the lesson's modules or a notebook, else whatever Python there is."""
    notes: list[str] = []
    notebooks = [file for file in group if is_notebook(file.path)]
    files = newest([file for file in group if is_module(file.path)], wanted, notes)
    named = {plain_stem(file.path): file for file in files if plain_stem(file.path) in wanted.modules}
    own = {name: named[name] for name in wanted.modules if name in named}
    further = {file.path.stem: file for file in files if file not in own.values()}
    if own and not any(worked_on(file, wanted) for file in notebooks):
        own = in_place_of_stubs(own, further, wanted, notes)
    if own and notebooks:
        own, notebooks = _the_work(own, notebooks, wanted, notes)
    if notebooks:
        file = _one_notebook(notebooks, wanted, notes)
        return Chosen(imported([notebook_module(file), *_helpers({**named, **further})]), notes, file)
    if not own:  # no file has a name of the lesson's: take those that define its exercises, else what there is
        own = {name: file for name, file in further.items() if worked_on(file, wanted)}
        own = own or {name: file for name, file in further.items() if wanted.defines(code(file))} or further
    if not named or (not notes and any(file.path.stem != name for name, file in named.items())):
        names = " and ".join(f"{name}.py" for name in wanted.modules)
        notes.append(f"taken from {_names(own.values())}, although the name should be {names}")
    if several := rivals([file for name, file in own.items() if name not in named], wanted):
        raise Ambiguous(f"several files define the same exercises: {_names(several)}; keep the one that counts")
    helpers = {name: file for name, file in {**named, **further}.items() if name not in own}
    return Chosen(imported([*_read_all(own), *_helpers(helpers)]), notes)


def _names(files: Iterable[File]) -> str:
    return _listed(file.path.relative_to(file.path.parent) for file in files)


def _the_work(
    own: dict[str, File], notebooks: list[File], wanted: Expected, notes: list[str]
) -> tuple[dict[str, File], list[File]]:
    """Return either the modules or the notebooks: those that hold work on the exercises.

    Where both do, a notebook that imports the modules counts, with them as its helpers. Raises Ambiguous otherwise.
    """
    written = [file for file in own.values() if worked_on(file, wanted)]
    solved = [file for file in notebooks if worked_on(file, wanted)]
    importing = [file for file in solved if imports_any(notebook_module(file), own)]
    if written and importing:
        return {}, importing
    if bool(written) == bool(solved):
        raise Ambiguous(
            f"there are module files ({_listed(file.path for file in own.values())}) and a notebook "
            f"({_listed(file.path for file in notebooks)}); keep the one that counts"
        )
    aside = notebooks if written else list(own.values())
    notes.append(f"{_listed(file.path for file in aside)}: no work on the exercises, left aside")
    return (own, []) if written else ({}, solved)


def _one_notebook(notebooks: list[File], wanted: Expected, notes: list[str]) -> File:
    """Return the notebook that counts; raises Ambiguous if several may."""
    touched = newest([file for file in notebooks if not given(file, wanted)] or notebooks, wanted, notes)
    found = [file for file in touched if plain_stem(file.path) == wanted.lesson] or touched
    if len(found) > 1:
        found = [file for file in touched if wanted.defines(code(file))]
    if len(found) != 1:
        raise Ambiguous(f"there are several notebooks: {_listed(file.path for file in notebooks)}; keep one")
    name, right = found[0].path.name, plain_stem(found[0].path) == wanted.lesson
    which = f"of {len(notebooks)} notebooks {name} was taken" if notebooks[1:] else f"taken from {name}"
    if notebooks[1:] or not right:
        notes.append(which if right else f"{which}, although the name should be {wanted.lesson}.ipynb")
    return found[0]


def _read_all(own: dict[str, File]) -> list[Module]:
    """Read the lesson's modules; one that cannot be read costs only its own exercises if there are others."""
    modules, errors = [], []
    for name, file in own.items():
        try:
            source = text(file)
        except Unreadable as error:
            errors.append(error)
            source = f"raise ImportError({str(error)!r})"
        modules.append(Module(name, [Cell(file.label, source)]))
    if len(errors) == len(own):
        raise errors[0]
    return modules


def _helpers(code: dict[str, File]) -> list[Module]:
    """Read further files, which the modules may import; skip those that cannot be read."""
    modules = []
    for name, file in list(code.items())[:HELPER_LIMIT]:
        try:
            modules.append(Module(name, [Cell(file.label, text(file))], helper=True))
        except Unreadable:
            continue
    return modules


def _listed(paths: Iterable[PurePosixPath]) -> str:
    return _some([str(path) if str(path) != "." else "the folder itself" for path in paths])


def _some(texts: Sequence[str]) -> str:
    return ", ".join(texts[:4]) + (f" and {len(texts) - 4} more" if len(texts) > 4 else "")
