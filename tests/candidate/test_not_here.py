"""A library or file that is not here costs only what uses it, in a file as in a cell, and is reported once."""

from typing import Any

import pytest

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.protocol.operations import Call, Raised, Symbol
from grader.protocol.source import Cell, Module

NOWHERE = "pandas_of_nowhere is not installed here, and there is no pandas_of_nowhere.py"
IMPORTS = [
    "import pandas_of_nowhere as pd",
    "import math, pandas_of_nowhere as pd, torch",
    "from pandas_of_nowhere import (\n    frames,\n    frames as pd)",
    "from torch import layers_of_nowhere as pd, nn",
    "import pandas_of_nowhere.pyplot as pd; pd.style.use('ggplot')\npd.options['width'] = 80",
    "if True:\n    import pandas_of_nowhere as pd\n    pd.set_option('width', 80)",
    "with open('/dev/null') as nothing:\n    import pandas_of_nowhere as pd",
    "from __future__ import annotations\nimport pandas_of_nowhere as pd",
    "from .layers import pd",
]
AFTER = """
import torch

def double(x):
    "Twice x."
    return 2 * x

def plot(x):
    return pd.plot(double(x))

def described(frame: pd.DataFrame, *, rows: int = 3) -> pd.Series:
    return rows
"""


def loaded(*texts: str, notebook: bool = False) -> Executor:
    cells = [Cell(f"w.ipynb[{number}]" if notebook else "w.py", text, notebook) for number, text in enumerate(texts, 1)]
    return Executor(Namespace([Module("w", cells)]))


def call(executor: Executor, name: str, *args: Any) -> Any:
    return executor.run(Call(Symbol(name), list(args)))


@pytest.mark.parametrize("notebook", [False, True])
@pytest.mark.parametrize("line", IMPORTS)
def test_what_does_not_use_the_name_is_there(line, notebook):
    executor = loaded(line + AFTER, notebook=notebook)
    assert (call(executor, "double", 4), call(executor, "described", None)) == (8, 3)
    assert len(executor.namespace.errors) == 1, "said once"
    assert executor.namespace.errors[0].message.endswith("; `plot` and `described` use it")


@pytest.mark.parametrize("line", IMPORTS)
def test_a_function_that_uses_the_name_fails_and_names_the_import(line):
    raised = call(loaded(line + AFTER), "plot", 4)
    assert raised.type == "NameError"
    assert raised.message.startswith("name 'pd' is not defined, because line ")
    assert raised.source == "return pd.plot(double(x))"


def test_what_was_to_be_made_with_the_name_is_missing_for_the_same_reason():
    executor = loaded("import pandas_of_nowhere as pd\ntable = pd.read('x')\nrows = table[3:]" + AFTER
                      + "class Frame(pd.Frame):\n    pass\n\ndef count():\n    return len(rows)\n")  # fmt: skip
    assert call(executor, "count").message == f"name 'rows' is not defined, because line 3 of w.py failed ({NOWHERE})"
    missing = call(executor, "Frame")
    assert (missing.kind, missing.source) == ("missing", "class Frame(pd.Frame):")
    assert NOWHERE in missing.message
    assert call(executor, "double", 1) == 2
    assert [error.line for error in executor.namespace.errors] == [1], "what follows from it is not said again"


def test_an_import_that_nothing_uses_is_said_to_cost_nothing():
    (error,) = loaded("import pandas_of_nowhere\ndef double(x):\n    return 2 * x\n").namespace.errors
    assert error == Raised("load", "ModuleNotFoundError", f"{NOWHERE}; no function and no class here uses it",
                           "w.py", 1, "import pandas_of_nowhere")  # fmt: skip


def test_a_parameter_or_a_local_name_that_is_called_the_same_does_not_use_it():
    executor = loaded("words = open('names_of_nowhere.txt').read()\n"
                      "def parameter(words):\n    return [word for word in words]\n\n"
                      "def local():\n    words = []\n    return lambda: words\n\n"
                      "class Corpus:\n    def __init__(self, words):\n        self.words = words\n\n"
                      "def inner():\n    def count():\n        return len(words)\n    return count()\n\n"
                      "def default(n=len(words)):\n    return n\n")  # fmt: skip
    (error,) = executor.namespace.errors
    assert error.message == "there is no file 'names_of_nowhere.txt' here; `inner` and `default` use it"


def test_the_same_import_in_several_cells_is_said_once():
    executor = loaded(*["import pandas_of_nowhere as pd"] * 3, "def f(): return pd", "pd.plot()", notebook=True)
    assert [error.message for error in executor.namespace.errors] == [f"{NOWHERE}; `f` uses it"]


def test_a_library_that_breaks_while_it_is_imported_costs_no_more(tmp_path, monkeypatch):
    (tmp_path / "breaks_at_once.py").write_text("raise OSError('no display')")
    monkeypatch.syspath_prepend(tmp_path)
    executor = loaded("import breaks_at_once as pd" + AFTER)
    assert call(executor, "double", 4) == 8
    assert "w.py failed (OSError: no display)" in call(executor, "plot", 4).message


def test_the_place_of_a_library_on_this_machine_is_not_told():
    (error,) = loaded("from torch import layers_of_nowhere").namespace.errors
    assert error.message.startswith("cannot import name 'layers_of_nowhere' from 'torch'; ")


@pytest.mark.parametrize("notebook", [False, True])
def test_a_data_file_that_is_not_here_costs_only_what_uses_it(notebook):
    executor = loaded("words = open('names_of_nowhere.txt').read().splitlines()\nn = pd = len(words)" + AFTER
                      + "def longest():\n    return max(map(len, words))\n", notebook=notebook)  # fmt: skip
    assert call(executor, "double", 4) == 8
    (error,) = executor.namespace.errors
    assert error.message == "there is no file 'names_of_nowhere.txt' here; `longest` uses it"
    assert "(there is no file 'names_of_nowhere.txt' here)" in call(executor, "longest").message


def test_an_error_of_another_kind_still_ends_its_cell():
    executor = loaded("def before(): return 1\n\nx = 1 / 0\n\ndef after(): return 2\n")
    assert call(executor, "before") == 1
    assert (call(executor, "after").kind, call(executor, "after").line) == ("load", 3)
    assert "NameError" in loaded("x = pd\n" + AFTER).namespace.errors[0].type


def test_a_file_runs_as_python_runs_it():
    text = '"""Says what it is."""\nfrom __future__ import annotations\n"not this"\n'
    text += "def f(x: nobody) -> no.one: return __doc__"
    assert call(loaded(text), "f", 1) == "Says what it is."
    assert "'return' outside function" in loaded("a = 1\nreturn 3\nb = 2").namespace.errors[0].message


def test_thousands_of_imports_that_fail_are_over_soon_and_reported_in_part():
    executor = loaded("\n".join(f"import nowhere_{number}" for number in range(3000)) + f"\n{IMPORTS[0]}{AFTER}")
    assert call(executor, "double", 4) == 8
    assert len(executor.namespace.errors) == 20
