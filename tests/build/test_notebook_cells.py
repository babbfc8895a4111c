"""`grader.check` in a notebook: points and words on stdout, and rules read off the cells that count."""

import subprocess
import sys
from pathlib import Path

from grader.plugin.notebook import live_cells
from grader.results.text import wrapped

CELLS = [
    "import torch, sys, warnings",
    "def double(x):\n    return torch.add(x, x)",
    'def double(x):\n    print("hm", file=sys.stderr)\n    warnings.warn("hm")\n    return x + min(x, 3)',
]


def run_cells(course: Path, cells: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the cells in a new Python with a history as IPython keeps it, then check `double`."""
    script = f"""
In = [""]
for cell in {cells!r}:
    In.append(cell)
    exec(cell)
from grader import check
print("points:", check("lesson1", "double"))
"""
    return subprocess.run([sys.executable, "-c", script], cwd=course, capture_output=True, text=True)


def test_points_are_given_in_part_and_stderr_stays_silent(real_course):
    result = run_cells(real_course, CELLS)
    assert "double(5) is wrong" in result.stdout
    assert "points: 3.0" in result.stdout
    assert result.stderr == ""


def test_what_an_exercise_forbids_is_forbidden_in_a_notebook_too(real_course):
    result = run_cells(real_course, CELLS[:2])
    assert "the task is to do this without `torch.add`" in result.stdout
    assert "points: 0.0" in result.stdout


def test_an_exercise_without_checks_is_an_error_that_lists_the_others(real_course):
    script = "from grader import check; check('lesson1', 'Doble')"
    wrong = subprocess.run([sys.executable, "-c", script], cwd=real_course, capture_output=True, text=True)
    assert "lesson1 has no checks for 'Doble'; it has checks for: Scale, area, double" in wrong.stderr


def test_an_unknown_exercise_is_a_sentence_and_no_traceback_in_a_notebook(real_course):
    script = """
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell().run_cell("from grader import check; check('lesson1', 'Doble')")
"""
    said = subprocess.run([sys.executable, "-c", script], cwd=real_course, capture_output=True, text=True).stdout
    assert "lesson1 has no checks for 'Doble'; it has checks for: Scale, area, double" in said
    assert "Traceback" not in said
    assert "notebook.py" not in said


def test_a_cell_that_has_not_been_run_is_asked_for_once(real_course):
    said = run_cells(real_course, ["import torch"]).stdout
    assert said.count("there is no `double` in the cells that you have run; run the cell above first") == 1
    assert said.count("same message as above") == 1


def sources(*history: str) -> list[str]:
    return [cell.source for cell in live_cells(history)]


def test_a_mended_cell_replaces_the_one_before():
    assert sources("import torch", "def f():\n    return torch.sum", "f()", "def f():\n    return 1") == [
        "import torch",
        "f()",
        "def f():\n    return 1",
    ]


def test_a_cell_stays_as_long_as_one_of_its_definitions_counts():
    both = "def f():\n    pass\n\ndef g():\n    pass"
    assert sources(both, "def f():\n    return 1") == [both, "def f():\n    return 1"]


def test_cells_are_named_by_their_number_and_magics_and_broken_cells_do_no_harm():
    assert [cell.file for cell in live_cells(["", "%matplotlib inline", "def f(:", "x = 1"])] == [
        "In[0]",
        "In[1]",
        "In[3]",
    ]


def test_a_syntax_error_in_the_cell_of_an_exercise_is_told_as_that(real_course):
    script = """
In = ["", "def double(x:\\n    return 2 * x"]
from grader import check
print("points:", check("lesson1", "double"))
"""
    result = subprocess.run([sys.executable, "-c", script], cwd=real_course, capture_output=True, text=True)
    assert "SyntaxError" in result.stdout
    assert "line 1 of your cell" in result.stdout
    assert "points: 0.0" in result.stdout


def test_long_lines_are_wrapped_two_deeper_and_short_ones_stay():
    assert wrapped("    short\n\nlines") == "    short\n\nlines"
    parts = wrapped("    " + "word " * 40).splitlines()
    assert max(map(len, parts)) <= 100
    assert parts[1].startswith("      word")
