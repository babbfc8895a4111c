"""Check an exercise from a notebook cell: `check("lesson5", "Embedding")`.

nbgrader takes the cell's value as the points and gives none at all when anything stands on stderr, so everything that
is said here goes to stdout.
"""

import contextlib
import sys
import warnings
from collections.abc import Mapping
from typing import Any


def check(lesson: str, exercise: str) -> float:
    """Run the checks of one exercise on what the notebook defines, say how they went, and return the points."""
    import __main__

    with contextlib.redirect_stderr(sys.stdout), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points, _, text = run_checks(lesson, exercise, vars(__main__))
    print(text)
    return float(points)


def run_checks(lesson: str, exercise: str, namespace: Mapping[str, Any]) -> tuple[float, float, str]:
    """Return points, the most points there are, and what to tell the student.

    `namespace` holds the code under test by name.
    """
    raise NotImplementedError("the checks cannot run in a notebook yet: grader.plugin does not exist")
