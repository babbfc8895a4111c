"""Run a check again that the submission's code has ended, so that the shapes up to the error are recorded.

A submission's calls are recorded from its first error in a check on (`grader.candidate.shapes`). Hypothesis runs what
fails again by itself; this is for checks that draw no examples.
"""

import time

import pytest

from grader.checks.errors import SubmissionError, Unavailable
from grader.checks.submission import Submission
from grader.plugin.examples import seed_of

LONG = 1.0  # seconds; a check that took longer is not run again


def once_more(item: pytest.Function, error: SubmissionError, begun: float) -> SubmissionError:
    """Return the error of a second run if it is the same, else the first one; `begun` is when the first run began."""
    property_check = hasattr(item.obj, "hypothesis")
    if property_check or error.raised.kind != "error" or time.monotonic() - begun > LONG:
        return error
    submission = item.funcargs["submission"]
    assert isinstance(submission, Submission)
    called, again = list(submission._trace), None
    submission._begin(seed_of(item))
    try:
        item.obj(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames})
    except (Exception, Unavailable) as second:
        again = second
    if isinstance(again, SubmissionError) and _place(again) == _place(error):
        return again
    submission._trace[:] = called
    return error


def _place(error: SubmissionError) -> tuple[str, str, int]:
    return error.raised.type, error.raised.file, error.raised.line
