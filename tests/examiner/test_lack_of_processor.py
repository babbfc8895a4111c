"""On a busy machine a candidate gets its own time, by the examiner's clocks; what cannot be examined is no failure."""

import contextlib
import os
import subprocess
import sys
import time

import msgspec
import pytest

from grader.candidate.waiting import held_up
from grader.checks.errors import Unexamined
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import Limits
from grader.examiner.patience import descendants
from grader.examiner.session import CandidateSession
from grader.examiner.worker_protocol import ExaminerSettings
from grader.protocol import operations as op
from grader.protocol.operations import Raised
from grader.protocol.source import Cell, Module
from grader.results.exercise import ExerciseStatus

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="this system does not tell")

SOURCE = """
import time

def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds

def sleep(seconds):
    time.sleep(seconds)

def claim():
    class OutOfTime(BaseException):
        pass
    from grader.candidate import clock
    raise clock.OutOfTime("no result within 1 s")
"""


@contextlib.contextmanager
def busy_loops(count, *pids):
    """Let processes, and what they fork, share one processor with busy loops."""
    usual = os.sched_getaffinity(0)
    command = [sys.executable, "-c", "while True: pass"]
    loops = [subprocess.Popen(command, start_new_session=True) for _ in range(count)]  # as those of other users
    try:
        for pid in (*pids, *(loop.pid for loop in loops)):
            os.sched_setaffinity(pid, {min(usual)})
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.sched_setaffinity(pid, usual)


@pytest.fixture(scope="module")
def server():
    with ForkServer() as server:
        yield server


@pytest.fixture
def session_with(server):
    """A function that makes a session with these limits, on a processor shared with five loops."""
    with contextlib.ExitStack() as stack:

        def make(**limits):
            stack.enter_context(busy_loops(5, server.process.pid))
            session = CandidateSession(server, [Module("work", [Cell("work.py", SOURCE)])], Limits(**limits))
            stack.callback(session.close)
            assert isinstance(session.request(op.Names()), dict)
            return session

        yield make


def call(session, name, *args):
    return session.request(op.Call(op.Symbol(name), list(args)))


def test_a_call_that_needs_less_than_its_limit_is_answered_though_it_takes_far_longer(session_with):
    session = session_with(call_seconds=1, total_seconds=2)
    begun = time.monotonic()
    assert [call(session, "compute", 0.6) for _ in range(3)] == [0.6] * 3
    assert time.monotonic() - begun > 5  # more than the whole submission may have, by the clock on the wall


def test_what_replaced_candidates_have_waited_is_not_charged_to_the_submission(session_with):
    session = session_with(call_seconds=1, total_seconds=4)
    for _ in range(6):
        assert call(session, "compute", 0.3) == 0.3
        session.renew()
    assert session.budget.asked < 4


def test_a_call_that_never_had_its_time_is_not_examined_and_the_next_check_is(session_with):
    session = session_with(call_seconds=2, patience=1.2)
    assert isinstance(call(session, "compute", 1.8), Unexamined)
    session.request(op.Reset(0))
    assert call(session, "compute", 0.01) == 0.01


@pytest.mark.parametrize("name", ["sleep", "compute"])
def test_a_call_that_sleeps_or_computes_for_ever_runs_out_of_its_own_time(session_with, name):
    session = session_with(call_seconds=2, patience=100)  # shorter ones are a few turns among five loops
    answer = call(session, name, 100.0)
    assert isinstance(answer, Raised)
    assert (answer.kind, answer.type) == ("candidate", "timed out")


def test_a_candidate_cannot_claim_that_it_lacked_processor_time(session_with):
    session = session_with(call_seconds=5)
    answer = call(session, "claim")
    assert isinstance(answer, Raised)
    assert (answer.kind, answer.type) == ("candidate", "timed out")


CHECK = """
import pytest

pytestmark = pytest.mark.exercise("compute")

def test_quick(submission):
    assert submission.compute(0.01) == 0.01

def test_slow(submission):
    assert submission.compute(1.8) == 1.8
"""


def test_a_check_that_lacked_processor_time_is_undecided_and_the_verdict_incomplete(lesson_with, worker_for):
    checks = lesson_with(CHECK)
    limits = Limits(call_seconds=2, patience=1.2)
    settings = ExaminerSettings("lesson9", str(checks), 1, limits=limits)
    cell = Cell("work.py", SOURCE)
    with worker_for(settings, "work") as examine:
        verdict = examine(cell)
        assert (verdict.status, verdict.score) == ("graded", 2)
        with busy_loops(5, *descendants(os.getpid())):
            verdict = examine(cell)
    assert (verdict.status, verdict.score) == ("incomplete", 1)
    assert verdict.detail.startswith("1 point not examined: other programs left too little processor time")
    quick, slow = verdict.checks
    assert (quick.status, slow.status, slow.reason) == ("passed", "undecided", "no processor")
    assert verdict.exercise("compute").status is ExerciseStatus.NOT_EXAMINED
    assert msgspec.json.decode(msgspec.json.encode(verdict), type=type(verdict)) == verdict


CROWD = """
import hashlib, os, threading, time
os.sched_setaffinity(0, {processor})
data = bytes(2**24)
def work():
    for _ in range(20):
        hashlib.sha256(data).digest()  # without Python's lock
print("ready", flush=True)
for _ in range(3):
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
print(time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID), flush=True)
time.sleep(60)
"""


def test_a_process_that_its_own_threads_hold_up_has_waited_for_nobody():
    program = CROWD.format(processor={min(os.sched_getaffinity(0))})
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            begun = time.monotonic()
            used = float(process.stdout.readline())
            lasted = time.monotonic() - begun
            assert held_up(process.pid) < lasted - used + 0.3
        finally:
            process.kill()
