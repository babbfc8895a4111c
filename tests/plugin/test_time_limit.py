"""A call that does not end is given up, also where Python has dropped the first sign of it."""

import contextlib
import gc
import signal
import sys
import time
import weakref
from types import FrameType

import pytest

from grader.candidate.clock import OutOfMemory, OutOfTime, time_limit

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


def grow() -> None:
    kept: list[list[int]] = []
    while True:
        kept.append([len(kept)])


def test_the_end_of_a_loop_that_fills_the_memory_is_not_lost_in_a_callback_of_the_collector(monkeypatch):
    before = [[] for _ in range(300_000)]  # so that most of the time is the collector's, and its callback comes next

    def callback(phase: str, info: dict[str, int]) -> None:
        """Do something, as what counts the collector's time does."""

    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    gc.callbacks.append(callback)
    threshold = gc.get_threshold()
    gc.set_threshold(5000, 1, 1)
    try:
        for _ in range(5):
            with pytest.raises(OutOfTime), time_limit(0.1):
                grow()
    finally:
        gc.callbacks.remove(callback)
        gc.set_threshold(*threshold)
    assert len(before) == 300_000
    assert lost == []


class Slow:
    """Takes its time to go, and for ever if it is not interrupted."""

    def __del__(self) -> None:
        spin()


def slow_to_go() -> None:
    while True:
        Slow()


class Something:
    """That a weak reference can refer to."""


def slow_callback_of_a_weak_reference() -> None:
    while True:
        something = Something()
        reference = weakref.ref(something, lambda gone: spin())
        del something
        assert reference() is None


def slow_callback_of_the_collector() -> None:
    def callback(phase: str, info: dict[str, int]) -> None:
        spin()

    gc.callbacks.append(callback)
    try:
        grow()
    finally:
        gc.callbacks.remove(callback)


def slow_end_of_a_generator() -> None:
    def numbers():
        try:
            yield 1
        finally:
            spin()

    while True:
        next(numbers())


@pytest.mark.parametrize(
    "call", [slow_to_go, slow_callback_of_a_weak_reference, slow_callback_of_the_collector, slow_end_of_a_generator]
)
def test_it_ends_where_python_drops_what_is_raised_and_prints_nothing(monkeypatch, call):
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    traced, begun = sys.gettrace(), time.monotonic()
    with pytest.raises(OutOfTime), time_limit(0.2):
        call()
    assert time.monotonic() - begun < 0.9
    assert lost == []
    assert sys.unraisablehook == lost.append
    assert sys.gettrace() is traced


def ring() -> None:
    time.sleep(0.002)  # more than the limit
    signal.raise_signal(signal.SIGALRM)


@pytest.mark.parametrize("moment", [time_limit.__enter__, time_limit.__exit__])
@pytest.mark.parametrize("how", [ring, lambda: ring()], ids=["at once", "in what is called there"])
def test_an_alarm_that_rings_as_the_block_begins_or_ends_leaves_nothing_behind(moment, how):
    def profile(frame: FrameType, event: str, value: object) -> None:
        if frame.f_code is moment.__code__ and signal.getitimer(signal.ITIMER_REAL)[0]:
            how()

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        with contextlib.suppress(OutOfTime), time_limit(0.001):
            pass
    finally:
        sys.setprofile(before)
    time.sleep(1.1)  # it would ring again by now
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_call_that_takes_more_memory_than_is_left_ends_before_its_time(monkeypatch):
    monkeypatch.setattr("grader.candidate.memory.left", lambda: 2**28)
    with pytest.raises(OutOfMemory, match="does something grow in a loop that does not end"), time_limit(30):
        grow()


def test_nothing_rings_when_the_block_is_over():
    with time_limit(0.1):
        pass
    time.sleep(0.3)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
