"""A pool's futures end, whatever becomes of its workers, and each with the answer to its own task."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import wait

import pytest

from grader.errors import GraderError
from grader.processes.pool import Pool

ECHO = """
import os, sys, time
print("ready", flush=True)
for line in sys.stdin:
    word, _, rest = line.strip().partition(" ")
    if word == "die":
        os._exit(3)
    if word == "once" and not os.path.exists(rest):
        open(rest, "w").close()
        os._exit(4)
    if word == "hang":
        time.sleep(60)
    if word == "sleep":
        time.sleep(float(rest))
    print("somebody else" if word == "lie" else line.strip(), flush=True)
"""


class Echo:
    """Workers that answer with what they are asked, and misbehave when they are told to."""

    def __init__(self, program: str = ECHO, seconds: float = 30) -> None:
        self.program, self.limit = program, seconds
        self.started = 0

    def start(self) -> "subprocess.Popen[bytes]":
        self.started += 1
        return subprocess.Popen(
            [sys.executable, "-c", self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    def hello(self, line: bytes) -> None:
        assert line == b"ready\n"

    def ask(self, task: str) -> bytes:
        return task.encode()

    def seconds(self, task: str) -> float:
        return self.limit

    def take(self, task: str, line: bytes) -> str:
        if line.decode().strip() != task:
            raise ValueError(line)
        return task

    def lost(self, task: str, why: str) -> str:
        return f"{task} lost: {why}"


@pytest.fixture
def log(tmp_path):
    with (tmp_path / "log").open("wb") as file:
        yield file


def test_every_task_gets_its_own_answer(log):
    service = Echo()
    with Pool(service, 3, log) as pool:
        futures = {f"task {n}": pool.submit(f"task {n}") for n in range(50)}
        assert {task: future.result() for task, future in futures.items()} == {task: task for task in futures}
        assert 1 <= service.started <= 3


def test_two_workers_do_two_things_at_a_time(log):
    with Pool(Echo(), 2, log) as pool:
        pool.wait()
        wait([pool.submit("sleep 0.1"), pool.submit("sleep 0.2")])
        began = time.monotonic()
        wait([pool.submit("sleep 2"), pool.submit("sleep 2.01")])
        assert time.monotonic() - began < 3.5


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("die", "died 2 times, the last time with exit code 3"),
        ("hang", "did not answer in time 2 times"),
        ("lie", "answered for another task 2 times"),
    ],
)
def test_a_task_that_takes_its_workers_along_is_given_up_and_the_next_is_done(log, task, why):
    with Pool(Echo(seconds=2), 1, log) as pool:
        lost, following = pool.submit(task), pool.submit("the next")
        assert why in lost.result()
        assert following.result() == "the next"


def test_a_task_whose_worker_dies_once_is_done_by_another(log, tmp_path):
    with Pool(Echo(), 1, log) as pool:
        task = f"once {tmp_path / 'tried'}"
        assert pool.submit(task).result() == task


def test_a_worker_killed_from_outside_costs_nothing(log):
    with Pool(Echo(), 1, log) as pool:
        pool.wait()
        future = pool.submit("sleep 1")
        while not pool.workers[0].busy:
            time.sleep(0.01)
        os.killpg(pool.workers[0].process.pid, signal.SIGKILL)
        assert future.result() == "sleep 1"


def test_workers_that_cannot_begin_are_an_error_for_everybody_who_waits(log):
    with Pool(Echo("raise SystemExit(5)"), 2, log) as pool:
        future = pool.submit("anything")
        with pytest.raises(GraderError, match=r"before it was ready \(exit code 5.*see .*log"):
            pool.wait()
        with pytest.raises(GraderError):
            future.result(30)


def test_the_end_can_be_awaited_or_be_at_once(log):
    service = Echo()
    pool = Pool(service, 1, log)
    futures = [pool.submit("sleep 0.5"), pool.submit("last")]
    pool.shutdown()
    assert [future.result(0) for future in futures] == ["sleep 0.5", "last"]
    pool = Pool(service, 1, log)
    pool.wait()
    late = pool.submit("sleep 50")
    process = pool.workers[0].process
    pool.shutdown(cancel_futures=True)
    assert process.poll() is not None
    with pytest.raises(GraderError, match="was ended"):
        late.result(30)
