"""What counts of a notebook, as plain data of bounded size: the kind, text, pictures and names of its cells.

A text that is too long for whoever renders it is cut, with a sentence; the file that was handed in stays as it is.
Outputs, metadata and all else that only makes a notebook large are left behind. Nothing of nbformat is used, whose
conversion of an old notebook takes five seconds and 155 MB for each of its megabytes.
"""

import json
from typing import Any

import msgspec

from grader.course.answers import CUT, LIMIT
from grader.course.files import SIZE_LIMIT
from grader.intake.files import Unreadable
from grader.protocol.text import clean, sound

CELL_LIMIT = 2000
TEXT_LIMIT = LIMIT  # characters of a text cell: some formulas take nbconvert a time that grows with their square
TEXTS_LIMIT = 20 * TEXT_LIMIT  # of all of them
PICTURE_LIMIT = 16 * 2**20  # bytes of the pictures in all of a notebook's texts
KINDS = ("code", "markdown", "raw")
LEFT_OUT = "\n\n*A picture is left out here, because those of this notebook are too large.*"


class PlainCell(msgspec.Struct):
    """A cell. `pictures` are those of a text: by name and then by type, each as base64. `grade_id` is nbgrader's."""

    kind: str
    text: str
    id: str = ""
    grade_id: str | None = None
    pictures: dict[str, dict[str, str]] = {}


class PlainNotebook(msgspec.Struct):
    """The cells of a notebook, and the language that it says it is in, if that is not Python."""

    cells: list[PlainCell]
    language: str = ""


def plain_notebook(text: str) -> PlainNotebook:
    """Return the notebook in a text, of any version of the format; raises ValueError or Unreadable, with the reason."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("the file does not hold a notebook")
    cells = _cells(found)
    if len(cells) > CELL_LIMIT:
        raise ValueError(f"it has {len(cells):,} cells, and at most {CELL_LIMIT:,} are read")
    language = str(_dict(_dict(found.get("metadata")).get("kernelspec")).get("language", "python"))
    plain = PlainNotebook([_plain(_dict(cell)) for cell in cells])
    if language.lower() not in ("python", "ipython"):
        plain.language = clean(language, 40)
    if sum(len(cell.text) for cell in plain.cells if cell.kind != "markdown") > SIZE_LIMIT:  # those texts are cut
        raise Unreadable(f"the code of its cells is longer than {SIZE_LIMIT // 2**20} MB")
    _leave_out_pictures(plain.cells)
    _cut_texts(plain.cells)
    return plain


def _cells(found: dict[str, Any]) -> list[Any]:
    """Return the cells; up to version 3 of the format they are on worksheets."""
    if "worksheets" in found and "cells" not in found:
        found = {"cells": [cell for sheet in _list(found["worksheets"]) for cell in _list(_dict(sheet).get("cells"))]}
    if not isinstance(found.get("cells"), list):
        raise ValueError("it has no list of cells")
    cells: list[Any] = found["cells"]
    return cells


def _plain(cell: dict[str, Any]) -> PlainCell:
    kind = str(cell.get("cell_type"))
    source = cell.get("source", cell.get("input", ""))  # version 3 calls the text of a code cell its input
    text = sound("".join(map(str, source)) if isinstance(source, list) else str(source))
    if kind == "heading":  # a kind of its own up to version 3
        level = next((number for number in range(1, 7) if cell.get("level") == number), 1)
        kind, text = "markdown", f"{'#' * level} {' '.join(text.splitlines())}"
    grade_id = _dict(_dict(cell.get("metadata")).get("nbgrader")).get("grade_id")
    name = cell.get("id")
    plain = PlainCell(kind if kind in KINDS else "raw", text, name if isinstance(name, str) else "")
    if isinstance(grade_id, str):
        plain.grade_id = sound(grade_id)
    if kind == "markdown":
        plain.pictures = {
            sound(file): {sound(str(kind)): sound(str(data)) for kind, data in _dict(kinds).items()}
            for file, kinds in _dict(cell.get("attachments")).items()
        }
    return plain


def _leave_out_pictures(cells: list[PlainCell]) -> None:
    left = PICTURE_LIMIT
    for cell in cells:
        left -= sum(len(data) for kinds in cell.pictures.values() for data in kinds.values())
        if left < 0 and cell.pictures:
            cell.pictures, cell.text = {}, cell.text + LEFT_OUT


def _cut_texts(cells: list[PlainCell]) -> None:
    left = TEXTS_LIMIT
    for cell in cells:
        if cell.kind == "markdown":
            most = min(left, TEXT_LIMIT)
            left -= min(len(cell.text), most)
            if len(cell.text) > most:
                cell.text = cell.text[: max(0, most - len(CUT))] + CUT


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
