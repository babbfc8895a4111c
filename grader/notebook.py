"""Check an exercise from a notebook cell: `check("lesson5", "Embedding")`.

pytest runs the same checks as outside, on what the notebook defines. nbgrader takes the cell's value as the points and
gives none at all when anything stands on stderr, so everything that is said here goes to stdout.
"""

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Mapping
from typing import Any

import pytest

from grader.layout import find_root
from grader.outcome import Outcome, totals
from grader.plugin import PROVIDER, exercise_of
from grader.report import Report
from grader.submission import Submission


def check(lesson: str, exercise: str) -> float:
    """Run the checks of one exercise on what the notebook defines, say how they went, and return the points.

    Raises ValueError, which lists what there is, for an exercise without checks.
    """
    import __main__

    with contextlib.redirect_stderr(sys.stdout), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points, _, text = run_checks(lesson, exercise, vars(__main__))
    print(text)
    return float(points)


def run_checks(lesson: str, exercise: str, namespace: Mapping[str, Any]) -> tuple[float, float, str]:
    """Return points, the most points there are, and what to tell the student.

    `namespace` holds the code under test by name. Raises ValueError for an exercise without checks, and RuntimeError
    with what pytest says if it cannot run them.
    """
    root = find_root()
    run = _Run(exercise, namespace)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(root / ".hypothesis"))  # not beside the notebook
    options = ["-p", "no:cacheprovider", "-p", "no:faulthandler", "--import-mode=importlib"]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main([str(root / "exercises" / lesson), f"--rootdir={root}", *options], plugins=[run])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise ValueError(f"{lesson} has no checks for {exercise!r}; it has some for: {', '.join(sorted(run.others))}")
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"the checks of {exercise} could not run:\n{said.getvalue()[-2000:]}")
    return *totals(run.outcomes), _text(exercise, run.outcomes)


class _Run:
    """A pytest plugin: hands the notebook's names to the checks of one exercise and collects their outcomes."""

    def __init__(self, exercise: str, namespace: Mapping[str, Any]) -> None:
        self.exercise = exercise
        self.namespace = namespace
        self.outcomes: list[Outcome] = []
        self.others: set[str] = set()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[PROVIDER] = self.submission

    def submission(self, lesson: str) -> Submission:
        from grader.candidate.executor import Executor
        from grader.candidate.loader import Namespace
        from grader.submission import LocalSession

        return Submission(LocalSession(Executor(Namespace(given=self.namespace))))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.others = {exercise_of(item) or "" for item in items}
        items[:] = [item for item in items if exercise_of(item) == self.exercise]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome = getattr(report, "outcome_of_check", None)
        if outcome is not None and report.when == "teardown":
            self.outcomes.append(outcome)


class _Lines(list[str]):
    """Takes the place of pytest's terminal where a report is wanted as text."""

    def write_line(self, line: str, **markup: bool) -> None:
        self.append(line)


def _text(exercise: str, outcomes: list[Outcome]) -> str:
    lines = _Lines()
    Report()._exercise(lines, exercise, outcomes)  # type: ignore[arg-type]
    lines += [f"    the check itself failed: {o.check}\n{o.message}" for o in outcomes if o.status == "fault"]
    return "\n".join(lines)
