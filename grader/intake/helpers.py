"""The Python files beside a notebook, which its cells may import."""

import contextlib
from pathlib import Path

from grader.course.files import is_module
from grader.intake.files import Unreadable, folder_files
from grader.intake.text import text_of
from grader.protocol.source import Cell, Module
from grader.protocol.text import sound

HELPERS = 50


def helper_modules(*folders: Path) -> list[Module]:
    """Return the Python files in folders, which cells may import; a later folder's file replaces an earlier one's."""
    modules: dict[str, Module] = {}
    for folder in folders:
        try:
            files = folder_files(folder)
        except Unreadable:
            continue
        for file in files:
            path = file.path
            if len(path.parts) == 1 and is_module(path) and len(modules) < HELPERS:
                with contextlib.suppress(Unreadable):
                    name = sound(path.stem)
                    cell = Cell(sound(path.name), text_of(file.read(), path.name))
                    modules[name] = Module(name, [cell], helper=True)
    return [modules[name] for name in sorted(modules)]
