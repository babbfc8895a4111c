"""What a lesson says once all of its checks pass: what was learned, its pictures, and the next lesson that exists.

Terminal, `grader watch` and notebooks show the same text. It stands in `exercises/lessonN/closing.toml`, beside the
checks, because a student's folder may hold no solutions.
"""

import re
import textwrap
from enum import Enum
from pathlib import Path

import msgspec

from grader.course.root import from_here

FILE = "closing.toml"
WIDTH = 100


class Place(Enum):
    """Where a student works, which decides how to see pictures and how to begin the next lesson."""

    TERMINAL = "pytest {folder}"
    WATCH = "grader watch {lesson}"
    NOTEBOOK = ""


class Pictures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a module draws when it is run; `heading` stands above the cells that do so in the notebook."""

    module: str
    heading: str
    shows: str


class Closing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of the file: the lesson's title without its number, two or three sentences, and the pictures."""

    title: str
    learned: str
    plots: list[Pictures] = []


def read_closing(lesson_folder: Path) -> Closing | None:
    """Return what a lesson's file says, None if it has none; raises msgspec.ValidationError for a malformed one."""
    try:
        return msgspec.toml.decode((lesson_folder / FILE).read_bytes(), type=Closing)
    except FileNotFoundError:
        return None


def next_lesson(lesson_folder: Path) -> Path | None:
    """Return the folder of the first later lesson that has checks, None after the last one."""
    later = {
        number_of(path.parent): path.parent
        for path in lesson_folder.parent.glob("lesson*/test_*.py")
        if number_of(path.parent) > number_of(lesson_folder)
    }
    return later[min(later)] if later else None


def number_of(lesson_folder: Path) -> int:
    """Return the number of a lesson, 0 if its name has none."""
    digits = re.search(r"\d+", lesson_folder.name)
    return int(digits.group()) if digits else 0


def closing_lines(lesson_folder: Path, place: Place) -> list[str]:
    """Return what to show when all checks of the lesson pass, in lines of at most `WIDTH` characters."""
    parts = closing_paragraphs(lesson_folder, place)
    return [line for part in parts for line in textwrap.wrap(part, WIDTH, subsequent_indent="  ")]


def closing_paragraphs(lesson_folder: Path, place: Place) -> list[str]:
    """Return the same as paragraphs, each in one line, for a view that folds lines itself."""
    closing = read_closing(lesson_folder)
    parts = [f"All checks pass. That was {lesson_folder.name}."]
    if closing is not None:
        parts.append(f"What you have learned: {' '.join(closing.learned.split())}")
        parts += [_pictures(lesson_folder, pictures, place) for pictures in closing.plots]
    return [*parts, _next(lesson_folder, place)]


def _pictures(lesson_folder: Path, pictures: Pictures, place: Place) -> str:
    if place is Place.NOTEBOOK:
        return f"Pictures: run the cells below “{pictures.heading}” to see {pictures.shows}."
    command = f"python {from_here(lesson_folder / f'{pictures.module}.py')}"
    return f"Pictures: {command} trains your model and writes {pictures.shows} into plots/{lesson_folder.name}/."


def _next(lesson_folder: Path, place: Place) -> str:
    following = next_lesson(lesson_folder)
    if following is None:
        return "There is no later lesson yet."
    closing = read_closing(following)
    what = f"lesson {number_of(following)}{f', {closing.title}' if closing else ''}"
    command = place.value.format(
        lesson=following.name, folder=from_here(following)
    )  # first, so that no line end comes between its words
    return f"Next: {command} ({what})" if command else f"Next: {what}."
