"""Work in a fork costs its own answer, whatever it does, and nothing else."""

import os
import signal
import sys
import time

import pytest

from grader.processes.fork import ANSWER_LIMIT, Fork, ForkError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks with torch are safe on Linux only")


def hang() -> bytes:
    time.sleep(60)
    return b""


def test_the_answer_comes_back_whole():
    assert Fork(lambda: b"x" * 3_000_000).answer(30) == b"x" * 3_000_000


def test_a_fork_that_answers_without_end_is_ended():
    with pytest.raises(ForkError, match=r"answered with more than 64 MB$"):
        Fork(lambda: bytes(ANSWER_LIMIT + 1)).answer(30)


def test_a_fork_that_dies_says_with_which_status():
    with pytest.raises(ForkError, match=r"ended with status 7$"):
        Fork(lambda: os._exit(7)).answer(30)


def test_a_fork_that_raises_gives_no_answer(capfd):
    with pytest.raises(ForkError, match=r"ended with status 1$"):
        Fork(lambda: bytes(-1)).answer(30)
    assert "ValueError" in capfd.readouterr().err


def test_a_fork_that_hangs_is_ended_with_all_that_it_started():
    reader, writer = os.pipe()

    def start_another() -> bytes:
        if os.fork() == 0:
            hang()
        return hang()

    fork = Fork(start_another)
    os.close(writer)
    began = time.monotonic()
    with pytest.raises(ForkError, match=r"took too long"):
        fork.answer(1)
    assert os.read(reader, 1) == b""  # closed everywhere: neither of them is left
    assert time.monotonic() - began < 20


def test_a_fork_ends_with_the_process_that_made_it():
    reader, writer = os.pipe()
    maker = os.fork()
    if maker == 0:
        Fork(hang)
        os.write(writer, b"made")
        time.sleep(60)
    os.close(writer)
    assert os.read(reader, 4) == b"made"
    os.kill(maker, signal.SIGKILL)
    os.waitpid(maker, 0)
    assert os.read(reader, 1) == b""
    os.close(reader)
