"""Read the code of a notebook as cells: without magics, and empty where a cell only runs checks."""

import ast
import json
import re

from grader.protocol.source import Cell

MAGIC = re.compile(r"^(\s*)(?:[%!]|\?|\w[\w.]*\?{1,2}\s*$)")
CHECKS_LIMIT = 10_000  # characters; a longer cell does more than run checks and is not even parsed


class NotebookError(ValueError):
    """The file is not a notebook with Python cells; the message says why."""


def notebook_cells(text: str, file: str) -> list[Cell]:
    """Return the code cells from a notebook's JSON, without IPython magics, and empty where they only run checks.

    Raises `NotebookError` if the JSON is broken or the notebook's kernel is not Python.
    """
    try:
        notebook = json.loads(text)
        cells = notebook["cells"]
        language = notebook.get("metadata", {}).get("kernelspec", {}).get("language", "python")
        codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotebookError(f"{file} is not a readable notebook: {type(error).__name__}: {error}") from None
    if str(language).lower() != "python":
        raise NotebookError(f"{file} is a notebook for {language!r}; select a Python kernel and save it again")
    sources = map(strip_magics, codes)
    return [Cell(cell_file(file, n), "" if only_checks(source) else source) for n, source in enumerate(sources, 1)]


def cell_file(file: str, number: int) -> str:
    """Return the name of a notebook's code cell in messages: `lesson5.ipynb[3]` is In [3]."""
    return f"{file}[{number}]"


def cell_number(name: str) -> int:
    """Return the number in a name that `cell_file` made, 0 for any other name."""
    digits = name.rpartition("[")[2].removesuffix("]")
    return int(digits) if name.endswith("]") and digits.isascii() and digits.isdigit() else 0


def only_checks(source: str) -> bool:
    """Return whether this cell does nothing but import from the grader and call `check`."""
    if len(source) > CHECKS_LIMIT:
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    imports = [isinstance(node, ast.ImportFrom) and node.module == "grader" for node in body]
    calls = [
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "check"
        for node in body
    ]
    return bool(body) and all(a or b for a, b in zip(imports, calls, strict=True))


def strip_magics(source: str) -> str:
    """Replace IPython's magics, shell lines and help lines by `pass`, so that line numbers stay the same."""
    lines = source.split("\n")
    if lines and lines[0].startswith("%%"):
        return "\n" * len(lines)
    return "\n".join(MAGIC.sub(r"\1pass  # ", line) if MAGIC.match(line) else line for line in lines)
