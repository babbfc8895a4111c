"""What the demo's table says about autograded notebooks."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_notebook, new_output
from rich.console import Console

from grader.demo.results import losses, read_results, reason
from grader.demo.students import read_class
from grader.demo.table import show

WRONG = """\
✗ add                      0/3
    ✗ numbers are added
        called     add(1, 2)
        add(1, 2) is not right
        expected   3
        got        2
        largest difference 1
        The second number is
          left out.
    ✗ another
"""


def said(cell: NotebookNode, text: str) -> NotebookNode:
    cell.outputs = [new_output("stream", name="stdout", text=text)]
    return cell


@pytest.fixture
def notebook(released: Path) -> NotebookNode:
    """A notebook whose `add` is wrong and whose `twice` is right."""
    notebook = nbformat.read(released, 4)
    said(notebook.cells[1], WRONG)
    said(notebook.cells[3], "✓ twice   2/2\n")
    return notebook


def test_the_reason_is_the_sentence_and_not_the_evidence(notebook):
    assert losses(notebook, ["add", "twice"]) == {"add": "The second number is left out."}


def test_a_fact_is_followed_by_its_sentence(notebook):
    cell = said(notebook.cells[1], "    ✗ t\n        mean has shape (4, 8)\n        One a channel is enough.\n")
    assert reason(cell) == "mean has shape (4, 8). One a channel is enough."


def test_without_a_sentence_the_first_line_is_the_reason(notebook):
    cell = said(notebook.cells[1], "    ✗ t\n        your code raised: KeyError: 3\n        line 3\n            d[3]\n")
    assert reason(cell) == "your code raised: KeyError: 3"


def test_a_stub_is_not_started(notebook):
    assert reason(said(notebook.cells[1], "· add   0/3   not started: Add them.\n")) == "not started"


def test_a_cell_that_says_nothing_gave_no_answer(notebook):
    assert reason(said(notebook.cells[1], "")) == "no answer"


def test_an_error_in_the_students_cell_says_more_than_a_missing_name(notebook):
    notebook.cells[0].outputs = [new_output("error", ename="SyntaxError", evalue="never closed", traceback=[])]
    assert losses(notebook, ["add"]) == {"add": "the cell does not run: SyntaxError: never closed"}


def test_a_deleted_cell_and_an_empty_notebook_are_told(notebook):
    del notebook.cells[3]
    assert losses(notebook, ["add", "twice"])["twice"] == "its cell is gone"
    assert losses(new_notebook(), ["add"]) == {"all": "the notebook has no cell of any exercise"}


def test_a_notebook_that_defines_nothing_is_told_in_one_line(notebook):
    for cell in (notebook.cells[1], notebook.cells[3]):
        said(cell, "    ✗ t\n        missing: there is no such name; was it renamed or deleted?\n")
    assert losses(notebook, ["add", "twice"]) == {"all": "the notebook defines none of the exercises"}


def test_the_table_shows_points_reasons_and_feedback_of_all(tmp_path, examples, notebook):
    student = "student 1 é"
    (tmp_path / "grades.csv").write_text(
        f"assignment,student_id,score,max_score\nlesson5,{student},2.0,5.0\nlesson4,{student},9,9\n", "utf-8"
    )
    for folder in ("autograded", "feedback"):
        (tmp_path / folder / student / "lesson5").mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "autograded" / student / "lesson5" / "lesson5.ipynb")
    (tmp_path / "feedback" / student / "lesson5" / "lesson5.html").write_text("")
    results = read_results(tmp_path, read_class(examples))
    assert [result.status for result in results] == ["some points", "not graded"]
    console = Console(width=200, record=True, quiet=False, file=(tmp_path / "out").open("w", encoding="utf-8"))
    show(console, results, tmp_path)
    text = console.export_text()
    assert "2 / 5" in text
    assert "add: The second number is left out." in text
    assert f"feedback/{student}/lesson5/lesson5.html" in text
    assert "none: see demo.log" in text
