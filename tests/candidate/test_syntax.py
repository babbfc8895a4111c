"""Code that is no Python here says why where that can be known: a notebook's command, or a newer Python."""

import sys

import pytest

from grader.candidate.loader import Namespace
from grader.candidate.syntax import HERE, syntax_message
from grader.protocol.source import Cell, Module


def message(source: str, version: tuple[int, int] = (3, 11), notebook: bool = False) -> str:
    cell = Cell("wavenet.py", source, notebook)
    with pytest.raises(SyntaxError) as found:
        compile(source, cell.file, "exec")
    return syntax_message(found.value, cell, version)


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "!pip install torch", "files = !ls", "t = %timeit -o f()", "torch.cat?"]
)
def test_a_command_of_notebooks_in_a_file_says_what_to_do(line):
    (raised,) = Namespace([Module("wavenet", [Cell("wavenet.py", f"import torch\n{line}\n")])]).errors
    assert raised.line == 2
    assert f"`{line}` is a command of notebooks, not Python; delete the line, or hand in the notebook" in raised.message


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "def first[T](x: list[T]) -> T:\n    return x[0]",
            "type parameters, as in `def f[T](x: T)` came with Python 3.12",
        ),
        ("class Stack[T]:\n    pass", "came with Python 3.12"),
        ("type Batch = list[int]", "the `type` statement came with Python 3.12"),
        ('x = f"{"\\n".join("ab")}"', "Python 3.12 and newer"),
        ("x = f'{chr(10)!r:\\n} {1 \\n}'", "Python 3.12 and newer"),
        ('x = f"{"a"}"', "an f-string's own quotes inside its braces"),
    ],
)
def test_syntax_of_a_newer_python_names_both_versions(source, words):
    found = message(source)
    assert words in found
    assert HERE in found


def test_what_cannot_be_known_is_not_claimed():
    assert message("x = = 1") == f"invalid syntax (as {HERE} reads it)"
    assert "newer" not in message("def f(:\n    pass")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
def test_errors_without_parentheses_came_with_3_14():
    assert "came with Python 3.14" in message("try:\n    pass\nexcept TypeError, ValueError:\n    pass")
