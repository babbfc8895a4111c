"""What a class's table says of code that does not load."""

from grader.intake.names import spreadsheet_cell
from grader.results.check import CheckResult
from grader.results.message import LoadError, Message, Where
from grader.results.row import row_of
from grader.results.verdict import Verdict


def test_code_that_does_not_load_is_worth_a_look_and_counts_as_no_mistake():
    check = CheckResult(
        check="lesson1/test_double.py::test_of_two", exercise="double", lesson="lesson1", points=1, status="failed",
        reason="load", message=Message(headline="this file or cell does not run: NameError: x"),
    )  # fmt: skip
    error = LoadError("NameError", "name 'x' is not defined " + 600 * "y", Where("layers.py", 3))
    row = row_of(Verdict(student="Ada", lesson="lesson1", checks=[check], load_errors=[error]), "Ada")
    assert row.mistakes == []
    assert row.note.startswith("worth a look: does not run: NameError: name 'x' is not defined")
    assert spreadsheet_cell(row.note).endswith("(layers.py:3)")
