"""How pytest is told to run checks when they decide points: the same way for everybody."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

SETTINGS = Path(__file__).with_name("checks.ini")
# What changes pytest from outside: options, further plugins, and whichever plugins happen to be installed.
OUTSIDE = {"PYTEST_ADDOPTS": None, "PYTEST_PLUGINS": None, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
MARKERS = (
    "exercise(name, forbids=(), builds_on=()): the exercise of a file's checks, what it may not call, what it uses",
    "points(n): what the check is worth (default 1)",
    "examples(n): how many examples an expensive property is tried on (default 12)",
    "training: the check trains a model to a threshold",
)
PLUGINS = ("grader.plugin", "_hypothesis_pytestplugin")


def arguments(
    folders: Iterable[Path | str], root: Path | str, *, without: Iterable[str] = (), plugins: Iterable[str] = PLUGINS
) -> list[str]:
    """Return the arguments with which pytest collects the checks of lesson folders below a course's root.

    `without` names plugins of pytest's own that take time and are not needed. Of the course's conftest.py files only
    those in the folders are read.
    """
    paths = [str(folder) for folder in folders]
    quiet = [f"-pno:{name}" for name in without]
    ours = [f"-p{name}" for name in plugins]
    only = Path(paths[0]) if len(paths) == 1 else None
    cut = [f"--confcutdir={only if only.is_dir() else only.parent}"] if only else []
    return [*paths, f"--rootdir={root}", f"--config-file={SETTINGS}", *cut, *quiet, *ours]


def environment() -> dict[str, str]:
    """Return what has to be set in the environment of a pytest process that runs checks."""
    return {name: value for name, value in OUTSIDE.items() if value is not None}


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Keep away, from pytest in this process, whatever would change it from outside."""
    before = {name: os.environ.get(name) for name in OUTSIDE}
    _set(OUTSIDE)
    try:
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
