"""Check an exercise from a notebook cell: `check("lesson5", "Embedding")`.

pytest runs the same checks as outside a notebook, on what the notebook defines. nbgrader takes the cell's value as the
points and gives none at all if anything was written to stderr, so all output here goes to stdout.
"""

import ast
import contextlib
import functools
import io
import os
import re
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.candidate.torch_state import TorchState, set_aside
from grader.candidate.traps import Traps
from grader.checks.submission import Submission
from grader.course import running
from grader.course.cells import strip_magics
from grader.course.root import find_root
from grader.plugin.local import LocalSession, choose_device
from grader.plugin.markers import exercise_of
from grader.plugin.stash import FORBIDDEN, PROVIDER, RESULT
from grader.protocol.operations import Raised
from grader.protocol.source import Cell, Module
from grader.results.check import CheckResult, totals
from grader.results.exercise import ExerciseResult
from grader.results.text import exercise_text, wrapped


def check(lesson: str, exercise: str) -> float:
    """Run the checks of one exercise on what the notebook defines, print the result and return the points.

    Raises ValueError, which lists the exercises that have checks, for any other.
    """
    import __main__

    with contextlib.redirect_stderr(sys.stdout), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points, _, text = run_checks(lesson, exercise, vars(__main__))
    print(text)
    return float(points)


def run_checks(lesson: str, exercise: str, namespace: Mapping[str, Any]) -> tuple[float, float, str]:
    """Return the points earned, the points there are, and what to tell the student.

    `namespace` holds the code under test by name. Raises ValueError for an exercise without checks, and RuntimeError
    with pytest's own output if it cannot run them.
    """
    root = find_root()
    run = _Run(exercise, namespace)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(root / ".hypothesis"))  # not beside the notebook
    folder = root / "exercises" / lesson
    arguments = running.arguments([folder], root, without=("cacheprovider", "faulthandler"))
    with contextlib.redirect_stdout(io.StringIO()) as said, running.undisturbed(), set_aside() as run.state:
        code = pytest.main(arguments, plugins=[run])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise ValueError(f"{lesson} has no checks for {exercise!r}; it has checks for: {', '.join(sorted(run.others))}")
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"the checks of {exercise} could not be run:\n{said.getvalue()[-2000:]}")
    text = exercise_text(ExerciseResult(lesson, exercise, run.results))
    return *totals(run.results), wrapped(text)


def live_cells(history: Sequence[str]) -> list[Cell]:
    """Return the cells that a kernel has run, without those that later cells replaced.

    A cell is replaced when later ones define all of its functions and classes again: a student who fixes a cell and
    runs it again is judged by the new text. `history` is IPython's `In`, the text of each run by its number.
    """
    cells: list[Cell] = []
    later: set[str] = set()
    for number in range(len(history) - 1, -1, -1):
        source = strip_magics(history[number])
        try:
            body = ast.parse(source).body
        except (SyntaxError, ValueError):
            continue
        names = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        if not names or names - later:
            cells.insert(0, Cell(f"In[{number}]", source))
        later |= names
    return cells


def unreadable_cell(history: Sequence[str], exercise: str) -> list[Raised]:
    """Return the syntax error of the last cell that was meant to define the exercise, if it has one.

    A cell with a syntax error defines nothing, so saying that the exercise is missing would be misleading.
    """
    defines = re.compile(rf"^(?:class|def) {re.escape(exercise)}\b", re.MULTILINE)
    sources = [strip_magics(source) for source in history]
    for source in [source for source in sources if defines.search(source)][-1:]:
        try:
            ast.parse(source)
        except SyntaxError as error:
            line = (error.text or "").strip()
            return [Raised("load", "SyntaxError", error.msg, "ipykernel_", error.lineno or 0, line)]
    return []


@functools.cache
def _kernel_traps() -> Traps:
    """Return the traps of this kernel; a new set for every run would wrap torch again and again."""
    return Traps()


class _Run:
    """A pytest plugin that gives the notebook's names to the checks of one exercise and keeps their results."""

    def __init__(self, exercise: str, namespace: Mapping[str, Any]) -> None:
        self.exercise = exercise
        self.namespace = namespace
        self.state = TorchState()  # of torch in the kernel
        self.results: list[CheckResult] = []
        self.others: set[str] = set()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[PROVIDER] = lambda lesson: self.submission(lesson, config)

    def submission(self, lesson: str, config: pytest.Config) -> Submission:
        traps = _kernel_traps()
        traps.prepare(config.stash.get(FORBIDDEN, []))
        namespace = Namespace(given=self.namespace, state=self.state)
        namespace.errors += unreadable_cell(self.namespace.get("In", []), self.exercise)
        executor = Executor(namespace, choose_device(config.getoption("device")), traps=traps)
        return Submission(LocalSession(executor), [Module(lesson, live_cells(self.namespace.get("In", [])))])

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.others = {exercise_of(item) or "" for item in items}
        items[:] = [item for item in items if exercise_of(item) == self.exercise]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.results = [item.stash[RESULT] for item in session.items]
