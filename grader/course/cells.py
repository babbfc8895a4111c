"""Read the code of a notebook as cells, as handed in; `grader.protocol.magics` says what runs of them."""

import json
from typing import Any

from grader.protocol.source import Cell


class NotebookError(ValueError):
    """The file is not a notebook with Python cells; the message says why."""


EMPTY = "is an empty file, of 0 characters; hand in the notebook as it was saved"


def notebook_cells(text: str, file: str) -> list[Cell]:
    """Return the code cells from a notebook's JSON, of any version of the format.

    Raises `NotebookError` if there is no text, the JSON is broken or the notebook's kernel is not Python.
    """
    if not text.strip():
        raise NotebookError(f"{file} {EMPTY}")
    try:
        notebook = json.loads(text)
        language = (notebook.get("metadata", {}).get("kernelspec") or {}).get("language") or "python"
        codes = [_source(cell) for cell in _all_cells(notebook) if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotebookError(f"{file} is not a readable notebook: {type(error).__name__}: {error}") from None
    if str(language).lower() not in ("python", "ipython"):
        raise NotebookError(f"{file} is a notebook for {language!r}; select a Python kernel and save it again")
    return [Cell(cell_file(file, n), source, notebook=True) for n, source in enumerate(codes, 1)]


def _all_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells; up to version 3 of the format they are on worksheets."""
    if "worksheets" in notebook and "cells" not in notebook:
        return [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
    cells: list[dict[str, Any]] = notebook["cells"]
    return cells


def _source(cell: dict[str, Any]) -> str:
    """Return a code cell's text, which version 3 calls its input."""
    return "".join(cell["source"] if "source" in cell else cell["input"])


def cell_file(file: str, number: int) -> str:
    """Return the name of a notebook's code cell in messages: `lesson5.ipynb[3]` is In [3]."""
    return f"{file}[{number}]"


def cell_number(name: str) -> int:
    """Return the number in a name that `cell_file` made, 0 for any other name."""
    digits = name.rpartition("[")[2].removesuffix("]")
    return int(digits) if name.endswith("]") and digits.isascii() and digits.isdigit() else 0
