"""A program that hangs, dies or is stopped costs its own answer and no other."""

import multiprocessing
import os
import time

import pytest

from grader.audit.workers import run_all

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")


def work(task: str) -> bytes:
    if task == "hang":
        time.sleep(60)
    if task == "die":
        os._exit(7)
    return task.encode()


def test_every_task_gets_an_answer_of_its_own():
    answers = {}
    run_all(["one", "hang", "die", "two"], work, answers.__setitem__, jobs=2, seconds=2)
    assert answers[0] == b"one"
    assert answers[1] == "no answer within 2 s"
    assert answers[2] == "the process ended with code 7 and no answer"
    assert answers[3] == b"two"
