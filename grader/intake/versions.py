"""Several files for one module: numbered copies of it, and a stub beside the file that was worked on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from grader.intake.contents import code, given, worked_on
from grader.intake.expected import Expected
from grader.intake.files import File
from grader.protocol.defined import defined_in

NUMBERED = re.compile(r"(.+?) ?\((\d{1,3})\)")  # as browsers and file managers name the next file of the same name


def plain_stem(path: PurePath) -> str:
    """Return a file's name without suffix and without the number of a copy: "wavenet" for `wavenet (1).py`."""
    numbered = NUMBERED.fullmatch(path.stem)
    return numbered[1] if numbered else path.stem


def newest(files: Iterable[File], wanted: Expected, notes: list[str]) -> list[File]:
    """Return the files, and of numbered copies of one only the newest that was worked on; notes say which.

    Copies of a file that is none of the lesson's stay, as each may be imported.
    """
    copies: dict[str, list[File]] = {}
    for file in files:
        copies.setdefault(plain_stem(file.path), []).append(file)
    found: list[File] = []
    for stem, group in copies.items():
        worked = [file for file in group if worked_on(file, wanted)]
        if len(group) == 1 or not (worked or stem in (*wanted.modules, wanted.lesson)):
            found += group
            continue
        touched = worked or [file for file in group if not given(file, wanted)] or group
        last = max(touched, key=_number)
        others = ", ".join(file.path.name for file in group if file is not last)
        notes.append(f"of {len(group)} files {last.path.name} was taken, and {others} left aside")
        found.append(last)
    return found


def _number(file: File) -> int:
    numbered = NUMBERED.fullmatch(file.path.stem)
    return int(numbered[2]) if numbered else 0


def in_place_of_stubs(
    own: Mapping[str, File], others: Mapping[str, File], wanted: Expected, notes: list[str]
) -> dict[str, File]:
    """Return the lesson's modules, those that are stubs as they were given replaced by what was worked on beside them.

    `own` are files by the module's name, `others` the further Python files of their folder.
    """
    found: dict[str, File] = {}
    for name, file in own.items():
        instead = {}
        if given(file, wanted):
            exercises = wanted.exercises.intersection(defined_in(code(file)))
            instead = {
                other: work
                for other, work in others.items()
                if worked_on(work, wanted) and not exercises.isdisjoint(defined_in(code(work)))
            }
        if instead:
            taken = " and ".join(work.path.name for work in instead.values())
            notes.append(f"{file.path.name} is the stub as it was given, so {taken} was taken")
        found.update(instead or {name: file})
    return found


def rivals(files: Sequence[File], wanted: Expected) -> list[File]:
    """Return those of several modules that define an exercise which another of them defines too."""
    exercises = [wanted.exercises.intersection(defined_in(code(file))) for file in files]
    return [
        file
        for file, names in zip(files, exercises, strict=True)
        if sum(not names.isdisjoint(others) for others in exercises) > 1
    ]
