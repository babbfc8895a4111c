"""Check an exercise from a notebook cell: `check("lesson5", "Embedding")`.

pytest runs the same checks as outside a notebook, on what the notebook defines. nbgrader takes the cell's value as the
points and gives none at all if anything was written to stderr, so all output here goes to stdout.
"""

import ast
import contextlib
import functools
import io
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from grader.candidate.loader import Namespace
from grader.candidate.syntax import line_of, syntax_message
from grader.candidate.torch_state import TorchState, set_aside
from grader.candidate.traps import Traps
from grader.checks.submission import Submission
from grader.course import running
from grader.course.closing import Place, closing_lines
from grader.course.root import find_root
from grader.plugin.local import choose_device, local_session
from grader.plugin.markers import exercise_of
from grader.plugin.stash import ENDLESS, PROVIDER, RESULT
from grader.protocol.defined import defined_in
from grader.protocol.magics import parsed, python_of
from grader.protocol.operations import Raised
from grader.protocol.source import Cell, Module
from grader.results.check import CheckResult, totals
from grader.results.exercise import ExerciseResult, ExerciseStatus
from grader.results.text import exercise_text, wrapped


class NoSuchChecks(ValueError):
    """There are no checks of that name; the sentence says which there are."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback through the grader."""
        return [str(self)]


def check(lesson: str, exercise: str) -> float:
    """Run the checks of one exercise on what the notebook defines, print the result and return the points.

    Raises ValueError, which lists the exercises that have checks, for any other.
    """
    import __main__

    with contextlib.redirect_stderr(sys.stdout), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run = _examine(lesson, exercise, vars(__main__))
    print(run.text)
    for line in closing_after(lesson, run.exercises, exercise, passed=run.passed):
        print(line)
    return float(totals(run.results)[0])


_PASSED: dict[str, set[str]] = {}  # by lesson, the exercises whose last check in this kernel passed


def closing_after(lesson: str, exercises: set[str], exercise: str, *, passed: bool) -> list[str]:
    """Return what the lesson says at its end, if with this exercise all of its exercises have passed in this kernel."""
    done = _PASSED.setdefault(lesson, set())
    (done.add if passed else done.discard)(exercise)
    return closing_lines(find_root() / "exercises" / lesson, Place.NOTEBOOK) if done >= exercises else []


def run_checks(lesson: str, exercise: str, namespace: Mapping[str, Any]) -> tuple[float, float, str]:
    """Return the points earned, the points there are, and what to tell the student.

    `namespace` holds the code under test by name. Raises ValueError for an exercise without checks, and RuntimeError
    with pytest's own output if it cannot run them.
    """
    run = _examine(lesson, exercise, namespace)
    return *totals(run.results), run.text


def _examine(lesson: str, exercise: str, namespace: Mapping[str, Any]) -> "_Run":
    root = find_root()
    run = _Run(exercise, namespace)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(root / ".hypothesis"))  # not beside the notebook
    folder = root / "exercises" / lesson
    arguments = running.arguments([folder], root, without=("cacheprovider", "faulthandler"))
    with contextlib.redirect_stdout(io.StringIO()) as said, running.undisturbed(), set_aside() as run.state, _eager():
        code = pytest.main(arguments, plugins=[run])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise NoSuchChecks(
            f"{lesson} has no checks for {exercise!r}; it has checks for: {', '.join(sorted(run.exercises))}"
        )
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"the checks of {exercise} could not be run:\n{said.getvalue()[-2000:]}")
    result = ExerciseResult(lesson, exercise, run.results)
    run.passed, run.text = result.status is ExerciseStatus.PASSED, wrapped(exercise_text(result))
    return run


def live_cells(history: Sequence[str]) -> list[Cell]:
    """Return the cells that a kernel has run, without those that later cells replaced.

    A cell is replaced when later ones define all of its functions and classes again: a student who fixes a cell and
    runs it again is judged by the new text. `history` is the text of each run by its number, as it was typed.
    """
    cells: list[Cell] = []
    later: set[str] = set()
    for number in range(len(history) - 1, -1, -1):
        cell = Cell(f"In[{number}]", history[number], notebook=True)
        tree = parsed(python_of(cell))
        if tree is None:
            continue
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        if not names or names - later:
            cells.insert(0, cell)
        later |= names
    return cells


def typed(namespace: Mapping[str, Any]) -> Sequence[str]:
    """Return the text of each run as it was typed: `In` holds what IPython made of it."""
    shell = namespace["get_ipython"]() if "get_ipython" in namespace else None
    history: Sequence[str] = namespace.get("In", []) if shell is None else shell.history_manager.input_hist_raw
    return history


def unreadable_cell(history: Sequence[str], exercise: str) -> list[Raised]:
    """Return the syntax error of the last cell that was meant to define the exercise, if it has one.

    A cell with a syntax error defines nothing, so saying that the exercise is missing would be misleading.
    """
    cells = [Cell("ipykernel_", source, notebook=True) for source in history]
    for cell in [cell for cell in cells if exercise in defined_in(cell.source)][-1:]:
        try:
            ast.parse(python_of(cell))
        except SyntaxError as error:
            line = line_of(cell, error.lineno or 0).strip()
            return [Raised("load", "SyntaxError", syntax_message(error, cell), cell.file, error.lineno or 0, line)]
    return []


@contextlib.contextmanager
def _eager() -> Iterator[None]:
    """Run functions under `@torch.compile` as they are, as a graded run does; a notebook's kernel may have no compiler.

    Elsewhere `prepare_computing` sees to it, before torch is imported; a kernel has imported it long ago.
    """
    from torch._dynamo import config

    before, config.disable = config.disable, True
    try:
        yield
    finally:
        config.disable = before


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
        self.exercises: set[str] = set()  # all that the lesson has checks for
        self.passed, self.text = False, ""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[ENDLESS] = set()
        config.stash[PROVIDER] = lambda lesson: self.submission(lesson, config)

    def submission(self, lesson: str, config: pytest.Config) -> Submission:
        history = typed(self.namespace)

        def load() -> Namespace:
            namespace = Namespace(given=self.namespace, state=self.state)
            namespace.cells = {f"In[{n}]": Cell(f"In[{n}]", text, notebook=True) for n, text in enumerate(history)}
            namespace.errors += unreadable_cell(history, self.exercise)
            return namespace

        device = choose_device(config.getoption("device"))
        session = local_session(config, load, device=device, traps=_kernel_traps())
        return Submission(session, [Module(lesson, live_cells(history))])

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.exercises = {name for item in items if (name := exercise_of(item))}
        items[:] = [item for item in items if exercise_of(item) == self.exercise]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.results = [item.stash[RESULT] for item in session.items]
