"""A call that does not end is given up, also where Python has dropped the first sign of it."""

import contextlib
import signal
import time

import pytest

from grader.candidate.clock import OutOfTime, time_limit

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the clock rings by a signal")


def spin() -> None:
    while True:
        pass


def spin_on() -> None:
    """Drop the first sign, as a destructor or a callback does."""
    with contextlib.suppress(BaseException):
        spin()
    spin()


def spin_after_another_limit() -> None:
    with time_limit(30):
        pass
    spin()


@pytest.mark.parametrize("call", [spin, spin_on, spin_after_another_limit])
def test_it_ends_soon_after_its_limit(call):
    begun = time.monotonic()
    with pytest.raises(OutOfTime), time_limit(0.2):
        call()
    assert 0.2 < time.monotonic() - begun < 5


def test_nothing_rings_when_the_block_is_over():
    with time_limit(0.1):
        pass
    time.sleep(0.3)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
