"""No submission costs more than the worst case that its limits add up to, however it goes about it."""

import contextlib
import os
import time
from pathlib import Path

import msgspec
import pytest

from grader.course.amount import CHARACTER_LIMIT
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import GRACE, Limits, longest
from grader.examiner.patience import descendants
from grader.examiner.session import CandidateSession
from grader.examiner.worker_protocol import ExaminerSettings
from grader.examiner.worst_case import worst_case
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module
from grader.results.verdict import Verdict
from grader.sandbox import probe, sufficient

torch = pytest.importorskip("torch")

CHECK = """
import pytest
import torch

pytestmark = pytest.mark.exercise("Model")

def train(submission):
    X = torch.zeros(2000, 3, dtype=torch.int64)
    submission.train(submission.Model(), X, X[:, 0], batch_size=500)

@pytest.mark.training
def test_one(submission):
    train(submission)

@pytest.mark.training
def test_two(submission):
    train(submission)

@pytest.mark.training
def test_three(submission):
    train(submission)

def test_call(submission):
    submission.call()

def test_another_call(submission):
    submission.call()

def test_a_third_call(submission):
    submission.call()
"""
MODEL = """
import os, time
{loading}
class Model:
    def parameters(self):
        {training}
def call():
    {calling}
"""


def program(loading="", training="return []", calling="pass"):
    return MODEL.format(loading=loading, training=training, calling=calling)


SLEEP, COMPUTE, END = "time.sleep(1000)", "[0 for _ in iter(int, 1)]", "os._exit(1)"
DEAF = """import re
{0}while True:
{0}    try:
{0}        re.match('(a*)*b', 'a' * 40)
{0}    except BaseException: pass"""
PIECES = "for _ in range(10000):\n            time.sleep(0.05); [n for n in range(100000)]"
SLOW_TO_COMPARE = "import torch; return [[[1.5] * 50] * 50] * 50"
STALLS = {
    "trainings that sleep": program(training=SLEEP),
    "trainings that compute": program(training=COMPUTE),
    "trainings that sleep and compute in turns": program(training=PIECES),
    "trainings that hear no signal": program(training=DEAF.format(" " * 8)),
    "calls just below their limit": program(calling="time.sleep(0.95)"),
    "calls that sleep": program(calling=SLEEP),
    "calls that hear no signal": program(calling=DEAF.format(" " * 4)),
    "large answers": program(calling=SLOW_TO_COMPARE),
    "a slow load, and an end in every call": program("time.sleep(1.5)", END, END),
    "an end while loading": program("time.sleep(1); os._exit(1)"),
    "everything at once": program("time.sleep(1)", COMPUTE, "time.sleep(0.95); 1 / 0"),
}
LIMITS = Limits(
    call_seconds=1, cell_seconds=2, load_seconds=2, total_seconds=4, training_seconds=5, stall_seconds=2, restarts=3,
    examiner_seconds=15,
)  # fmt: skip


@pytest.fixture(scope="module")
def graded(lesson_with, worker_for):
    """A function that examines a source; returns the verdict and how long it took."""
    with contextlib.ExitStack() as stack:
        folder, workers = lesson_with(CHECK), {}

        def grade(source: str, limits: Limits = LIMITS) -> tuple[Verdict, float]:
            if limits not in workers:
                settings = ExaminerSettings("lesson9", str(folder), 1, limits=limits)
                workers[limits] = stack.enter_context(worker_for(settings, "work"))
            begun = time.monotonic()
            return workers[limits](Cell("work.py", source)), time.monotonic() - begun

        yield grade


@pytest.mark.parametrize("stall", STALLS)
def test_however_a_submission_stalls_it_stays_below_the_worst_case(graded, stall):
    verdict, seconds = graded(STALLS[stall])
    most = worst_case(LIMITS).seconds
    assert seconds < most
    assert not any(check.status == "passed" for check in verdict.checks if check.training)
    if stall == "everything at once":
        assert seconds > most / 10  # or the worst case would say nothing


@pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="this system does not tell")
def test_trainings_that_sleep_share_one_stall(graded):
    verdict, seconds = graded(STALLS["trainings that sleep"], Limits(training_seconds=1000, stall_seconds=2))
    assert seconds < 25
    headlines = {check.message.headline for check in verdict.checks if check.training}
    assert headlines == {"timed out: the trainings of this submission have done nothing for 2 s altogether"}
    assert all(check.status == "passed" for check in verdict.checks if not check.training)


def test_trainings_that_compute_share_one_budget(graded):
    verdict, seconds = graded(STALLS["trainings that compute"], Limits(training_seconds=3, stall_seconds=2))
    assert seconds < 60
    _, second, third = [check.message.headline for check in verdict.checks if check.training]
    assert second == third == "timed out: all 3 s for the trainings of this submission are used up"


def test_a_training_that_computes_has_more_than_a_stall(graded):
    right = "import torch\nclass Model:\n    def __init__(self):\n        self.w = torch.zeros(9)\n"
    right += (
        "    def __call__(self, X):\n        [n for n in range(4 * 10**5)]\n        return self.w.expand(len(X), 9)\n"
    )
    right += "    def parameters(self):\n        return [self.w]\ndef call():\n    pass\n"
    verdict, _ = graded(right, Limits(training_seconds=100, stall_seconds=1))
    assert [check.status for check in verdict.checks] == ["passed"] * 6


ASKS_FOR_WORK = """
import pytest

pytestmark = pytest.mark.exercise("Model")

def test_time(submission):
    for _ in range(submission.call()):
        pass

def test_memory(submission):
    assert len(bytearray(submission.size())) > 9
"""
WORK = """
def call():
    return {}
def size():
    return {}
"""


def test_work_that_an_answer_makes_for_the_examiner_ends_with_its_limit(lesson_with, worker_for):
    limits = Limits(examiner_seconds=3, examiner_bytes=256 << 20)
    settings = ExaminerSettings("lesson9", str(lesson_with(ASKS_FOR_WORK)), 1, training=False, limits=limits)
    with worker_for(settings, "work") as examine:
        begun = time.monotonic()
        endless = examine(Cell("work.py", WORK.format(10**12, 10)))
        assert time.monotonic() - begun < worst_case(limits, training=False).seconds
        assert endless.status == "failed"
        assert endless.detail == "to compare its answers took all 3 s that the examiner has for it"
        large = examine(Cell("work.py", WORK.format(10, 300 << 20)))
        assert [check.status for check in large.checks] == ["passed", "failed"]
        small = examine(Cell("work.py", WORK.format(10, 10)))
        assert [check.status for check in small.checks] == ["passed", "passed"]


def test_the_manual_says_what_the_usual_limits_add_up_to():
    manual = (Path(__file__).resolve().parents[2] / "docs" / "instructors.md").read_text("utf-8")
    assert f"at its start: {worst_case(Limits())}" in manual
    without = str(worst_case(Limits(), training=False)).partition(" ")[0]
    assert f"{without} minutes with `--no-training`" in manual


HOARDS = """
import torch
kept = []
def call():
    try:
        while True:
            kept.append(torch.ones(2**18))
    except (MemoryError, RuntimeError):
        return len(kept)
"""


def test_memory_stays_below_the_worst_case():
    limits = Limits(memory_bytes=256 << 20, disk_bytes=16 << 20)

    def resident(pids: list[int]) -> int:
        total = 0
        for pid in pids:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                private = [line.split() for line in file if line.startswith("Private_Dirty:")]
            total += sum(int(size) << 10 for _, size, _ in private)
        return total

    with ForkServer() as server:
        session = CandidateSession(server, [Module("work", [Cell("work.py", HOARDS)])], limits)
        assert isinstance(session.request(op.Names()), dict)
        assert session.candidate is not None
        pids = list(descendants(session.candidate.pid))
        before = resident(pids)
        kept = session.request(op.Call(op.Symbol("call")))
        assert kept > 100  # mebibytes: it did reach for it
        assert resident(pids) - before < worst_case(limits).memory_bytes
        session.close()


def test_every_limit_of_time_and_memory_counts():
    usual, more = worst_case(Limits()), worst_case(Limits(training_seconds=1000, memory_bytes=4 << 30))
    assert more.seconds - usual.seconds == pytest.approx(760)
    assert more.memory_bytes - usual.memory_bytes == 2 << 30
    assert worst_case(Limits(), training=False).seconds < usual.seconds - 240
    clocks = ("call_seconds", "load_seconds", "total_seconds", "training_seconds", "stall_seconds", "examiner_seconds")
    for name in clocks:
        larger = msgspec.structs.replace(Limits(), **{name: 100 * getattr(Limits(), name)})
        assert worst_case(larger).seconds > usual.seconds


def test_a_source_that_is_as_long_as_one_may_be_is_examined():
    source = f"# {'x' * (CHARACTER_LIMIT - 100)}\nanswer = 42\n"
    with ForkServer() as server:
        session = CandidateSession(server, [Module("work", [Cell("work.py", source)])], Limits())
        assert session.request(op.Get(op.Symbol("answer"), "real")) == 42
        session.close()


DRIPPING = """
import os, struct, time
os.write(3, struct.pack("<IQ", 8, 2**26))
for _ in range(1000):
    os.write(3, b"x")
    time.sleep(0.1)
"""


@pytest.mark.skipif(not sufficient(probe()), reason=str(probe()))
def test_loading_again_takes_no_more_than_what_is_left_of_all_that_a_submission_may_take():
    limits = Limits(total_seconds=3, load_seconds=30, cell_seconds=30)
    with ForkServer() as server:
        session = CandidateSession(server, [Module("m", [Cell("m.py", DRIPPING)])], limits)
        answer = session.request(op.Names())
        session.close()
    assert isinstance(answer, op.Raised)
    assert session.budget.asked < limits.total_seconds + longest(GRACE)
