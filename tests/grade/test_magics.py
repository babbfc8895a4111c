"""Notebooks with magics: the check in a kernel and the grade agree, and messages name the lines as they were typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.candidate.loader import Namespace
from grader.course.cells import notebook_cells
from grader.protocol.magics import code_of
from grader.protocol.source import Cell, Module
from grader.results.verdict import decode

DOUBLE = "def double(x):\n    return x + x"
INDENTED = "    def double(x):\n        return x + x\n"
ALL, NONE = 3.0, 0.0

# What a notebook's cells are, and how many of the three points of `double` they earn.
NOTEBOOKS: dict[str, tuple[list[str], float]] = {
    "plain": ([DOUBLE], ALL),
    "time": ([f"%%time\n{DOUBLE}"], ALL),
    "time after blank lines": ([f"\n\n%%time\n{DOUBLE}"], ALL),
    "time without raising": ([f"%%time --no-raise-error\n{DOUBLE}"], ALL),
    "time with a statement": ([f"%%time y = 1\n{DOUBLE}"], NONE),
    "capture": ([f"%%capture\n{DOUBLE}"], ALL),
    "capture with a name": ([f"%%capture out\n{DOUBLE}", f"out.show()\nout.stdout\n{DOUBLE}"], ALL),
    "capture with options": ([f"%%capture --no-stderr kept\n{DOUBLE}", f"del double\nkept.stderr\n{DOUBLE}"], ALL),
    "prun": ([f"%%prun\n{DOUBLE}"], ALL),
    "prun with options": ([f"%%prun -q -l 3\n{DOUBLE}"], ALL),
    "timeit": ([f"%%timeit -n 1 -r 1\n{DOUBLE}"], NONE),
    "capture and time": ([f"%%capture\n%%time\n{DOUBLE}"], ALL),
    "time and lines": ([f"%%time\n%matplotlib inline\n!true\n{DOUBLE}"], ALL),
    "bash": (["%%bash\ntrue", DOUBLE], ALL),
    "all of it under bash": (["%%bash\nfalse\ndouble=2"], NONE),
    "another python": ([f"%%python\n{DOUBLE}"], NONE),
    "a file": ([f"%%writefile double.py\n{DOUBLE}"], NONE),
    "html": (["%%html\n<b>x</b>", DOUBLE], ALL),
    "matplotlib": ([f"%matplotlib inline\n{DOUBLE}"], ALL),
    "autoreload": ([f"%load_ext autoreload\n%autoreload 2\n{DOUBLE}"], ALL),
    "shell": ([f"!true\n!true \\\n  again\n{DOUBLE}"], ALL),
    "shell output": ([f"x = !echo\nlen(x)\n{DOUBLE}"], ALL),
    "shell output of two lines": ([f"x = !echo \\\n  again\n{DOUBLE}"], ALL),
    "shell twice": ([f"!!true\n{DOUBLE}"], ALL),
    "working directory": ([f"here = %pwd\nhere.strip()\n{DOUBLE}"], ALL),
    "timeit with a result": ([f"t = %timeit -o -n 1 -r 1 1\nt.average\nt.best\n{DOUBLE}"], ALL),
    "timeit of a line": ([f"%timeit -n 1 -r 1 1\n{DOUBLE}"], ALL),
    "time of a statement": ([f"%time {DOUBLE.splitlines()[0]} return x + x"], ALL),
    "time of an assignment": (["%time double = lambda x: x + x"], ALL),
    "assigned time": (["double = %time lambda x: x + x"], ALL),
    "prun of an assignment": (["%prun -q -l 3 double = lambda x: x + x"], ALL),
    "line magic in a block": ([f"if True:\n    %time y = 1\n    !true\n{DOUBLE}"], ALL),
    "help": ([f"len?\n{DOUBLE}", "?len", "len??", "%time?"], ALL),
    "remainder on a line": (["def double(x):\n    n = 7\n    return (x + x\n            % n * 0)"], NONE),
    "remainder, as Black writes it": (
        ["def double(x):\n    n = 5\n    y = (\n        x\n        % n\n    )\n    return y + x"],
        ALL,
    ),
    "unequal, as Black writes it": ([f"{DOUBLE}\nassert (\n    1\n    != 0\n)\n{DOUBLE}"], ALL),
    "percent in a string": (
        ['def double(x):\n    """Twice.\n%time is meant\n!ls too\nis it?\n"""\n    return x + x'],
        ALL,
    ),
    "string beside magics": (['text = """\n%time x\n!ls\nwhat?\n"""\nassert text[1] == "%"\n%pwd\n' + DOUBLE], ALL),
    "continued line": (["y = 17 \\\n  % 5\nassert y == 2\n" + DOUBLE], ALL),
    "indented": ([INDENTED], ALL),
    "prompts": ([">>> def double(x):\n...     return x + x\n"], ALL),
    "numbered prompts": (["In [1]: def double(x):\n   ...:     return x + x\n"], ALL),
    "no percent": (["pip --version", DOUBLE], ALL),
    "called by hand": ([f"get_ipython().run_cell_magic('time', '', {DOUBLE!r})"], ALL),
    "asked for the shell": ([f"get_ipython().system('true')\ndisplay(1)\n{DOUBLE}"], ALL),
    "error above": ([f"%%time\n1 / 0\n{DOUBLE}"], NONE),
    "error below": ([f"%%time\n{DOUBLE}\n1 / 0"], ALL),
    "broken": ([f"%pwd\n{DOUBLE}\nx ="], NONE),
    "wrong": (["%%time\ndef double(x):\n    return x * x + 1"], NONE),
    "stub": (["%%time\ndef double(x):\n    raise NotImplementedError('Return twice the number.')"], NONE),
    "check in a cell": ([DOUBLE, "from grader import check\ncheck('lesson1', 'double')"], ALL),
}

IN_IPYTHON = """
import contextlib, io, json, sys
from ipykernel.inprocess.manager import InProcessKernelManager
from grader.plugin.notebook import run_checks

points = {}
manager = InProcessKernelManager()
manager.start_kernel()
shell = manager.kernel.shell
for name, cells in json.load(sys.stdin).items():
    shell.reset(new_session=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in cells:
            shell.run_cell(cell, store_history=True)
        points[name] = run_checks("lesson1", "double", shell.user_ns)[0]
print("POINTS", json.dumps(points))
"""


def notebook(*cells: str) -> str:
    codes = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"cells": codes, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def in_ipython(course: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What the notebook's own check says, in IPython."""
    folder = tmp_path_factory.mktemp("ipython")
    finished = subprocess.run(
        [sys.executable, "-c", IN_IPYTHON], input=json.dumps({name: cells for name, (cells, _) in NOTEBOOKS.items()}),
        cwd=course, capture_output=True, text=True, env={**os.environ, "IPYTHONDIR": str(folder)},
    )  # fmt: skip
    assert "POINTS" in finished.stdout, finished.stdout + finished.stderr
    return dict(json.loads(finished.stdout.rpartition("POINTS")[2]))


@pytest.fixture(scope="module")
def graded(grade, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What `grader grade` says."""
    root = tmp_path_factory.mktemp("class")
    for name, (cells, _) in NOTEBOOKS.items():
        (root / "in" / name).mkdir(parents=True)
        (root / "in" / name / "lesson1.ipynb").write_text(notebook(*cells))
    finished = grade(root / "in", "--lesson", "lesson1", "--out", root / "out")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    verdicts = [decode(path.read_bytes()) for path in (root / "out/verdicts").glob("*.json")]
    return {v.student: sum(check.points for check in v.checks if check.passed) for v in verdicts}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebooks_check_and_the_grade_agree(in_ipython, graded, name):
    expected = NOTEBOOKS[name][1]
    assert (in_ipython[name], graded[name]) == (expected, expected)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_line_stays_where_it_was(name):
    for source in NOTEBOOKS[name][0]:
        before, after = source.split("\n"), code_of(source).text.split("\n")
        for number, line in enumerate(before[: len(after)]):
            if "return" in line and "%time def" not in line:
                assert after[number].strip() in line


def load(*cells: str) -> Namespace:
    return Namespace([Module("lesson1", notebook_cells(notebook(*cells), "lesson1.ipynb"))])


def test_an_error_names_the_line_and_the_words_of_the_cell_as_it_was_typed():
    (raised,) = load("\n\n%%time\n!ls \\\n  again\n\n1 / 0").errors
    assert (raised.file, raised.line, raised.source) == ("lesson1.ipynb[1]", 7, "1 / 0")
    (raised,) = load("%matplotlib inline\nx = !ls\nfor y in x\n    pass").errors
    assert (raised.line, raised.source) == (3, "for y in x")
    (raised,) = load("x = (1,\n%pwd").errors
    assert raised.source in ("x = (1,", "%pwd")


def test_a_name_under_a_magic_that_keeps_it_is_told_as_that():
    raised = load(f"%%timeit\n{DOUBLE}").missing("double")
    assert "lesson1.ipynb[1] defines it under `%%timeit`, which keeps its names to itself" in raised.message


def test_what_is_forbidden_is_found_under_a_magic_too():
    from grader.checks.forbidden import violation

    cells = [Cell("n[1]", "%%time\nimport torch\ndef double(x):\n    return torch.add(x, x)", notebook=True)]
    found = violation([Module("n", cells)], "double", ["torch.add"])
    assert (found.line, found.source) == (4, "return torch.add(x, x)")


def test_a_cell_that_is_made_of_magics_takes_bounded_time():
    import time

    begun = time.process_time()
    for source in ("!ls\n" * 10_000, "%%time\n" * 10_000, "a = 1\n" * 40_000 + "!ls\n" * 400, "\n%ls" * 10**6):
        code_of(source)
    assert time.process_time() - begun < 30


def test_a_file_of_python_needs_no_ipython_and_a_notebook_says_that_it_does(monkeypatch):
    code_of.cache_clear()
    monkeypatch.setitem(sys.modules, "IPython.core.inputtransformer2", None)
    assert load(DOUBLE).errors == []
    (raised,) = load(f"%matplotlib inline\n{DOUBLE}").errors
    assert "can only be read with IPython; install it: python -m pip install ipython" in raised.message
    code_of.cache_clear()
