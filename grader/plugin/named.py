"""What a student names on the command line of pytest and is not there: it is told in a sentence, with what there is."""

import os
import re
from pathlib import Path

import pytest

from grader.course.lesson import lesson_with_checks
from grader.course.root import course_above, require_readable
from grader.errors import GraderError

WORDS = re.compile(r"""(?<!["'\w])[^\W\d]\w*(?!\w|\s*=|["'])""")  # of an expression for -m: neither keys nor values
GRAMMAR = {"and", "or", "not", "True", "False", "None"}


def course_of(config: pytest.Config) -> Path | None:
    """Return the root of the course of this run, None if it is of something else.

    Without a pyproject.toml, pytest's own root folder is where it is started, which may be a lesson's folder. Raises
    UsageError if the folder of exercises cannot be read.
    """
    try:
        return course_above(config.rootpath)
    except GraderError as error:
        raise pytest.UsageError(str(error)) from None


def refuse_unknown(config: pytest.Config, root: Path) -> None:
    """Raise UsageError for a path below exercises/ or code to check that is not there or cannot be read."""
    exercises, here = root / "exercises", config.invocation_params.dir
    against = config.getoption("against")
    if against and not os.path.lexists(here / against):
        raise pytest.UsageError(f"there is no folder or file {against} here ({here}), which --against names")
    for path in named_paths(config):
        try:
            require_readable(path.parent)
            require_readable(path)
        except GraderError as error:
            raise pytest.UsageError(str(error)) from None
        if path.exists() or path.parent not in (exercises, *exercises.glob("lesson*")):
            continue
        pattern = "lesson*" if path.parent == exercises else "test_*.py"
        there = ", ".join(sorted(found.name for found in path.parent.glob(pattern)))
        where = path.parent.relative_to(root).as_posix()
        raise pytest.UsageError(f"there is no {path.name} in {where}; there are: {there}")


def refuse_unknown_markers(config: pytest.Config) -> None:
    """Raise UsageError for a word after -m that is no marker: `not trainning` would leave out nothing, and silently."""
    known = {re.split(r"\W", line, maxsplit=1)[0] for line in config.getini("markers")}
    unknown = [word for word in WORDS.findall(config.getoption("markexpr") or "") if word not in known | GRAMMAR]
    if unknown:
        raise pytest.UsageError(f"-m: there is no marker {unknown[0]}; to leave out what trains: -m 'not training'")


def why_no_checks(config: pytest.Config, root: Path) -> str:
    """Return why nothing was found where a student looked for checks, empty if that is not known."""
    for path in named_paths(config):
        folder = path if path.is_dir() else path.parent
        if folder.parent != root / "exercises":
            continue
        try:
            lesson_with_checks(root, folder.name)
        except GraderError as error:
            return str(error)
        if path.suffix == ".py" and not path.name.startswith("test_"):
            checks = ", ".join(sorted(check.name for check in folder.glob("test_*.py")))
            return f"{path.name} holds no checks; those of {folder.name} are in: {checks}"
    return ""


def named_paths(config: pytest.Config) -> list[Path]:
    """Return the paths on the command line, absolute, without the names of checks behind them."""
    here = config.invocation_params.dir
    return [Path(os.path.abspath(here / word.split("::")[0])) for word in config.args]  # noqa: PTH100  keeps links
