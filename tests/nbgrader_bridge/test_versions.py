"""Notebooks of old versions of the format are read alike by `grader grade` and by nbgrader's way."""

import json

import pytest

from grader.course.cells import notebook_cells
from grader.nbgrader_bridge.execute import code_of
from grader.nbgrader_bridge.reading import read_notebook

CODES = ["%matplotlib inline\nx = 1", "def double(x):\n    return x + x"]


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("lines", [True, False])
def test_a_notebook_with_worksheets_is_read_by_both_ways_alike(tmp_path, version, lines):
    inputs = [code.splitlines(keepends=True) if lines else code for code in CODES]
    cells = [{"cell_type": "code", "language": "python", "input": text, "outputs": []} for text in inputs]
    words = ["A heading\n", "of two lines"]
    cells.insert(
        0,
        {
            "cell_type": "heading" if version == 3 else "markdown",
            "level": 1,
            "source": words if lines else "".join(words),
        },
    )
    text = json.dumps({"nbformat": version, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]})
    (tmp_path / "lesson1.ipynb").write_text(text)
    graded = notebook_cells(text, "lesson1.ipynb")
    autograded, _ = code_of(read_notebook(tmp_path / "lesson1.ipynb"), "lesson1")
    assert [cell.source for cell in graded] == CODES
    assert autograded == graded
