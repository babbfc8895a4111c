"""What nbgrader gets to work on is bounded, and the process that it runs in opens no file that was handed in."""

import json
import time

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter

from grader.nbgrader_bridge.execute import code_of
from grader.nbgrader_bridge.reading import NOTE, read_notebook, with_helpers
from grader.protocol.source import Cell, Module

from .hostile_files import FILES, worksheets

NOTEBOOKS = [name for name, files in FILES.items() if list(files) == ["a.ipynb"]]


def handed_in(path, *cells, version=4):
    """Write a notebook of these cells, which are type and text."""
    made = [{"cell_type": kind, "source": text, "input": text, "metadata": {}, "outputs": []} for kind, text in cells]
    content = {"cells": made} if version == 4 else {"worksheets": [{"cells": made}]}
    path.write_text(json.dumps({"nbformat": version, "nbformat_minor": 0, "metadata": {}, **content}))
    return path


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_hostile_notebook_costs_nbgraders_process_next_to_nothing(tmp_path, name):
    (tmp_path / "a.ipynb").write_bytes(FILES[name]["a.ipynb"]())
    begun = time.process_time()
    found = read_notebook(tmp_path / "a.ipynb")
    spent = time.process_time() - begun
    assert "unreadable" in found.metadata[NOTE] or name == "magics"
    assert spent < 2
    again = time.monotonic()
    read_notebook(tmp_path / "a.ipynb")  # nbgrader reads it twice
    assert time.monotonic() - again < 30


def test_a_notebook_of_version_3_is_read_without_a_conversion_of_what_does_not_count(tmp_path):
    flood = [{"output_type": "stream", "text": ["words\n"] * 300_000}]
    content = {"cell_type": "code", "input": "x = 1", "outputs": flood}
    text = json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [content]}]})
    (tmp_path / "a.ipynb").write_text(text)
    begun = time.process_time()
    found = read_notebook(tmp_path / "a.ipynb")
    assert [cell.source for cell in found.cells] == ["x = 1"]
    assert time.process_time() - begun < 1
    nbformat.validate(found)


def test_the_kinds_of_old_cells_are_those_that_nbformat_makes_of_them(tmp_path):
    old = json.loads(worksheets(0) or "{}")
    old["worksheets"][0]["cells"] = [
        {"cell_type": "heading", "level": 2, "source": ["A title\n", "of two lines"], "metadata": {}},
        {"cell_type": "markdown", "source": "words", "metadata": {}},
        {"cell_type": "raw", "source": "raw", "metadata": {}},
        {"cell_type": "code", "language": "python", "input": "x = 1", "outputs": [], "metadata": {}},
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps(old))
    found = read_notebook(tmp_path / "a.ipynb")
    old["worksheets"][0]["cells"][0]["source"] = "A title\nof two lines"
    expected = nbformat.convert(nbformat.from_dict(old), 4)
    assert [(cell.cell_type, cell.source) for cell in found.cells] == [
        (cell.cell_type, cell.source) for cell in expected.cells
    ]


def test_feedback_on_texts_that_are_hard_to_render_is_made_in_bounded_time(tmp_path):
    hard = r"\begin{a} " * 10_000
    found = read_notebook(handed_in(tmp_path / "a.ipynb", *[("markdown", hard)] * 10, ("markdown", "words")))
    assert found.cells[0].source.endswith("it is in the file that was handed in.*")
    assert found.cells[-1].source == "words"
    begun = time.process_time()
    HTMLExporter().from_notebook_node(found)
    assert time.process_time() - begun < 20  # uncut: ten times nine seconds


def test_pictures_beyond_what_fits_are_left_out_with_a_sentence(tmp_path):
    path = handed_in(tmp_path / "a.ipynb", *[("markdown", "![](a.png)")] * 3)
    content = json.loads(path.read_text())
    for cell in content["cells"]:
        cell["attachments"] = {"a.png": {"image/png": "A" * (7 * 2**20)}}
    path.write_text(json.dumps(content))
    found = read_notebook(path)
    assert ["attachments" in cell for cell in found.cells] == [True, True, False]
    assert "left out" in found.cells[2].source


def test_code_and_its_helpers_are_parsed_elsewhere(tmp_path):
    (tmp_path / "tools.py").write_text("import torch\n" + "x = [" + "1, " * 30_000 + "]\n")
    (tmp_path / "unused.py").write_text("y = 1\n")
    path = handed_in(tmp_path / "a.ipynb", ("code", "%cd x\nimport tools\n" + "a = a\n" * 20_000))
    cells, _ = code_of(read_notebook(path), "a")
    begun = time.process_time()
    modules = with_helpers(Module("a", cells), [tmp_path])
    assert time.process_time() - begun < 0.3
    assert [module.name for module in modules] == ["a", "tools"]
    assert modules[0].cells == cells
    assert isinstance(modules[0].cells[0], Cell)
