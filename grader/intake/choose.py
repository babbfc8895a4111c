"""Choose, among the files that a student handed in, those that make up the submission of a lesson."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

from grader.course.cells import NotebookError, notebook_cells
from grader.course.files import SIZE_LIMIT, is_module, is_notebook, too_long
from grader.intake.files import File, Unreadable, zip_files
from grader.protocol.source import Cell, Module

OTHER_LESSON = re.compile(r"lesson\d+$")
HELPER_LIMIT = 50


class Empty(Exception):
    """There is nothing for the lesson; the message says what was expected."""


class Ambiguous(Exception):
    """There is more than one submission; the message lists them."""


def choose(files: Sequence[File], lesson: str, names: Sequence[str]) -> list[Module]:
    """Return the modules of a submission: the lesson's own, in the order of `names`, then helpers.

    A folder named after the lesson has priority; otherwise it is the one folder that holds files of the lesson, however
    deep, and a zip archive only if there is nothing else. Raises Empty, Ambiguous or Unreadable.
    """
    named = [file for file in files if lesson in file.path.parts[:-1]]
    files = named or [f for f in files if not any(OTHER_LESSON.match(part) for part in f.path.parts[:-1])]
    found = _one_folder(files, lesson, names)
    if found:
        return found
    archives = [file for file in files if file.path.suffix.lower() == ".zip"]
    if len(archives) > 1:
        raise Ambiguous(f"there are several archives: {_listed(file.path for file in archives)}; keep one")
    if archives:
        inside = zip_files(archives[0].read(), archives[0].path.name)
        return choose([file for file in inside if file.path.suffix.lower() != ".zip"], lesson, names)
    expected = " and ".join(f"{name}.py" for name in names)
    raise Empty(f"there is nothing for {lesson}; expected {expected}, or one notebook")


def _one_folder(files: Sequence[File], lesson: str, names: Sequence[str]) -> list[Module]:
    """Return the modules of the one folder that has some; an empty list if none does."""
    folders: dict[PurePosixPath, list[File]] = {}
    for file in files:
        folders.setdefault(file.path.parent, []).append(file)
    for wanted in (_has_module(names), _has_notebook, _has_python):
        having = [folder for folder, group in folders.items() if wanted(group)]
        top = min((len(folder.parts) for folder in having), default=0)
        outermost = [folder for folder in having if len(folder.parts) == top]
        if len(outermost) > 1:
            raise Ambiguous(f"there are several submissions: {_listed(outermost)}; keep the one that counts")
        if outermost:
            return _modules(folders[outermost[0]], lesson, names)
    return []


def _has_module(names: Sequence[str]) -> Callable[[Iterable[File]], bool]:
    return lambda group: any(file.path.suffix == ".py" and file.path.stem in names for file in group)


def _has_notebook(group: Iterable[File]) -> bool:
    return any(is_notebook(file.path) for file in group)


def _has_python(group: Iterable[File]) -> bool:
    return any(is_module(file.path) for file in group)


def _modules(group: Sequence[File], lesson: str, names: Sequence[str]) -> list[Module]:
    notebooks = [file for file in group if is_notebook(file.path)]
    code = {file.path.stem: file for file in group if is_module(file.path)}
    own = {name: code.pop(name) for name in names if name in code}
    if own and notebooks:
        raise Ambiguous(
            f"there are module files ({_listed(file.path for file in own.values())}) and a notebook "
            f"({_listed(file.path for file in notebooks)}); keep the one that counts"
        )
    exact = [file for file in notebooks if file.path.stem == lesson]
    if len(notebooks) > 1 and len(exact) != 1:
        raise Ambiguous(f"there are several notebooks: {_listed(file.path for file in notebooks)}; keep one")
    if notebooks:
        return [_notebook((exact or notebooks)[0]), *_helpers(code)]
    if not own:  # no file has a name of the lesson's: take what there is, in the order of the files
        own, code = code, {}
    return [*_read_all(own), *_helpers(code)]


def _notebook(file: File) -> Module:
    try:
        module = Module(file.path.stem, notebook_cells(_text(file), file.path.name))
    except NotebookError as error:
        raise Unreadable(str(error)) from None
    if too_long(module):
        raise Unreadable(f"the code of {file.path.name} is longer than {SIZE_LIMIT // 2**20} MB")
    return module


def _read_all(own: dict[str, File]) -> list[Module]:
    """Read the lesson's modules; one that cannot be read costs only its own exercises if there are others."""
    modules, errors = [], []
    for name, file in own.items():
        try:
            source = _text(file)
        except Unreadable as error:
            errors.append(error)
            source = f"raise ImportError({str(error)!r})"
        modules.append(Module(name, [Cell(file.path.name, source)]))
    if len(errors) == len(own):
        raise errors[0]
    return modules


def _helpers(code: dict[str, File]) -> list[Module]:
    """Read further files, which the modules may import; skip those that cannot be read."""
    modules = []
    for name, file in list(code.items())[:HELPER_LIMIT]:
        try:
            modules.append(Module(name, [Cell(file.path.name, _text(file))], helper=True))
        except Unreadable:
            continue
    return modules


def _text(file: File) -> str:
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = f"{error.reason} at byte {error.start}"
        raise Unreadable(f"{file.path.name} is not UTF-8 text ({why}); save it as UTF-8") from None


def _listed(paths: Iterable[PurePosixPath]) -> str:
    texts = [str(path) if str(path) != "." else "the folder itself" for path in paths]
    return ", ".join(texts[:4]) + (f" and {len(texts) - 4} more" if len(texts) > 4 else "")
