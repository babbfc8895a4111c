"""On a busy machine a call gets its own time: what other programs take away from it does not count."""

import contextlib
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="this system does not tell")

BUSY = "while True: pass"
COMPUTE = "end = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
PROGRAM = """
import os, time
from grader.candidate.clock import OutOfTime, time_limit
from grader.candidate import waiting
{setup}
begun = time.monotonic()
try:
    with time_limit(0.8):
        {call}
except OutOfTime:
    print("out of time")
else:
    print("done")
print(time.monotonic() - begun)
"""


@contextlib.contextmanager
def busy_loops(count, processor):
    loops = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        for loop in loops:
            os.sched_setaffinity(loop.pid, {processor})
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def outcome(call, setup=""):
    """What comes of a call under a limit of 0.8 s, beside five loops on one processor, and how long it takes."""
    processor = min(os.sched_getaffinity(0))
    program = PROGRAM.format(
        setup=f"os.sched_setaffinity(0, {{{processor}}})\n{setup}", call=call.replace("\n", "\n        ")
    )
    with busy_loops(5, processor):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    word, seconds = done.stdout.splitlines()
    return word, float(seconds)


# Behind the walls of the sandbox there is no /proc to ask.
WALLED = "waiting.own_turns.__globals__['_read'] = lambda path: None"


@pytest.mark.parametrize("setup", ["", WALLED], ids=["with /proc", "without"])
def test_a_call_that_needs_less_than_its_limit_ends_though_the_clock_on_the_wall_is_long_past_it(setup):
    word, seconds = outcome(COMPUTE, setup)
    assert word == "done"
    assert seconds > 1.2


@pytest.mark.parametrize("setup", ["", WALLED], ids=["with /proc", "without"])
def test_a_call_that_sleeps_waits_for_no_processor_and_is_stopped(setup):
    word, seconds = outcome("time.sleep(30)", setup)
    assert word == "out of time"
    assert seconds < 10


def test_an_endless_loop_is_stopped_when_it_has_had_its_time():
    word, seconds = outcome("while True: pass")
    assert word == "out of time"
    assert seconds < 20
