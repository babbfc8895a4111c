"""What `grader build` writes for its lessons, and how that differs from the existing files.

A person's work is never lost: a module that is not as a build left it stays, unless it is to be replaced; then it is
kept beside the new one, as a notebook always is. What builds left is known from a list of digests in the course's
folder, and a file that is not on it counts as a person's.
"""

import difflib
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.build.notebook import notebook_text
from grader.build.stubs import stub_module
from grader.course.catalogue import CatalogueError, collect, match
from grader.course.files import is_module
from grader.course.lesson import Lesson
from grader.course.regions import BuildError

_DIFF_LINES = 20


@dataclass
class BuildReport:
    """What a build did, what it could not do or found to differ (as texts), and if a person changed any of that."""

    done: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    own_work: bool = False


def build_lessons(
    lessons: Sequence[Lesson], *, write: bool, training: bool = True, replace: bool = False
) -> BuildReport:
    """Write the stubs and notebooks of `lessons`, or only compare them.

    A missing notebook is not a difference, because notebooks are not kept in the repository; a stub that is not listed
    among what builds have written is one. Stubs come first, so that
    they exist even if the checks cannot be collected yet. Without `training`, the notebook gives no points for checks
    that train a model: for a class that is graded without them. With `replace`, stubs take the place of modules that a
    person has changed, which are kept beside them.
    """
    report = BuildReport()
    for lesson in lessons:
        try:
            lesson.definitions()  # raises for marks in the wrong place
            for path in lesson.modules():
                text = stub_module(path.read_text("utf-8"), lesson.label(path))
                target = lesson.exercises / path.name
                if not write or replace or not _is_own_work(lesson, target, text):
                    _put(lesson, target, text, report, write=write)
                    continue
                report.done.append(
                    f"left {lesson.label(target)} as it is, which is not as a build left it; for the stub, "
                    f"run: grader build {lesson.name} --replace (which keeps this text beside it)"
                )
        except BuildError as error:
            report.problems.append(str(error))
        report.problems += _strays(lesson)
    try:
        checks = collect([lesson.exercises for lesson in lessons])
    except CatalogueError as error:
        report.problems.append(str(error))
        return report
    for lesson in lessons:
        try:
            exercises = match(lesson, checks[lesson.exercises])
            text = notebook_text(lesson, exercises, training=training)
        except (BuildError, CatalogueError) as error:
            report.problems += [line for line in str(error).splitlines() if line not in report.problems]
            continue
        if write or lesson.notebook.exists():
            _put(lesson, lesson.notebook, text, report, write=write)
    return report


def _is_own_work(lesson: Lesson, path: Path, text: str) -> bool:
    """Return whether a file is there that neither is the text nor was left by a build."""
    old = path.read_bytes().decode("utf-8", "replace") if path.exists() else None
    return old is not None and old != text and _digest(old) not in lesson.built()


def _put(lesson: Lesson, path: Path, text: str, report: BuildReport, *, write: bool) -> None:
    old = path.read_bytes().decode("utf-8", "replace") if path.exists() else None
    label = lesson.label(path)
    if old == text:
        if write:
            _remember(lesson, path, text)
        elif path != lesson.notebook and _digest(text) not in lesson.built():
            known = lesson.label(lesson.built_file)
            report.problems.append(f"{label} is up to date but not listed in {known}, so it would count as a person's")
        return
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_own_work(lesson, path, text):
            kept = _beside(path)
            path.rename(kept)
            report.done.append(f"kept {label}, which is not as a build left it, as {lesson.label(kept)}")
        _remember(lesson, path, text)
        path.write_bytes(text.encode("utf-8"))
        report.done.append(f"wrote {label}")
    else:
        report.own_work = report.own_work or _is_own_work(lesson, path, text)
        report.problems.append(f"{label} is missing" if old is None else _difference(label, old, text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _remember(lesson: Lesson, path: Path, text: str) -> None:
    """Note that a build has written this text, before it does: a build that is interrupted has written it, too."""
    if _digest(text) not in lesson.built():
        known = lesson.built_notebooks if path == lesson.notebook else lesson.built_file
        with known.open("a", encoding="utf-8") as file:
            file.write(_digest(text) + "\n")


def _beside(path: Path) -> Path:
    """Return a name beside `path` that is free, and that nothing takes for a module or a notebook."""
    names = (path.with_name(f"{path.name}.kept{number}") for number in itertools.count(1))
    return next(name for name in names if not name.exists())


def _difference(label: str, old: str, new: str) -> str:
    """Return a shortened unified diff of two different texts."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), label, "from the sources", n=1, lineterm=""))
    if not lines:
        return f"{label} differs in its line ends"
    rest = len(lines) - _DIFF_LINES
    return "\n".join([*lines[:_DIFF_LINES], *([f"... and {rest} more lines"] if rest > 0 else [])])


def _strays(lesson: Lesson) -> list[str]:
    """Return a sentence for each module among the exercises that has no reference module."""
    known = {path.name for path in lesson.modules()}
    return [
        f"{lesson.label(path)} has no reference in {lesson.label(lesson.solutions)}"
        for path in sorted(lesson.exercises.glob("*.py"))
        if path.name not in known and is_module(path)
    ]
