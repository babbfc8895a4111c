"""What holds for every test here: one thread, Ctrl-C as usual, and a warning is an error.

One thread, since a fork of a process that has computed with several would hang (tests/sandbox forks).
"""

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ["OMP_NUM_THREADS"] = "1"

# A shell without job control starts what runs in the background deaf to Ctrl-C, and so would be what tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Not in pyproject.toml: students and the examiner's workers read that too, and there a warning is never an error.
# Later lines win. A warning of somebody else's code is let through here, with the reason.
WARNINGS = [
    "error",
    # What the garbage collector finds open is told in whichever test runs just then, so it is shown and fails none.
    "default::pytest.PytestUnraisableExceptionWarning",
    "ignore:TF32 acceleration:UserWarning",  # torch says so of a GPU that nobody has
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make warnings errors in the tests of this folder; a test's own `filterwarnings` goes before."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.filterwarnings(*WARNINGS), append=False)


@pytest.fixture
def as_ordinary_user() -> Callable[[], None]:
    """A function that, run before a program starts, has the modes of files hold for root as for anybody."""

    def give_up() -> None:
        if os.geteuid() == 0:  # PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
            assert not any(ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) for capability in (1, 2))

    return give_up
