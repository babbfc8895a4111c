"""Run a function on many tasks, each in a forked process with a time limit, so that none can disturb the next."""

import multiprocessing
import os
import time
import warnings
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple, TypeVar

Task = TypeVar("Task")


class Running(NamedTuple):
    """A process at work on a task, and when it has to be done."""

    number: int
    process: BaseProcess
    deadline: float


def run_all(
    tasks: Sequence[Task],
    work: Callable[[Task], bytes],
    done: Callable[[int, bytes | str], None],
    *,
    jobs: int,
    seconds: float,
) -> None:
    """Call `done(index, answer)` for each task, in the order in which they end.

    The answer is what `work` returned, or a text: "no answer within ... s", "the process ended with code ...". Where
    the system cannot fork (Windows), tasks run one after the other in this process, without a time limit.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        for index, task in enumerate(tasks):
            done(index, work(task))
        return
    context = multiprocessing.get_context("fork")
    running: dict[Connection, Running] = {}
    waiting = list(enumerate(tasks))[::-1]
    try:
        while waiting or running:
            while waiting and len(running) < max(1, jobs):
                index, task = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_child, args=(work, task, theirs), daemon=True)
                with warnings.catch_warnings():
                    warnings.simplefilter(
                        "ignore", DeprecationWarning
                    )  # threads at a fork: this process has none at work
                    process.start()
                theirs.close()
                running[ours] = Running(index, process, time.monotonic() + seconds)
            soonest = min(task.deadline for task in running.values()) - time.monotonic()
            ended = set(wait(list(running), timeout=max(0.0, soonest)))
            for pipe, task_running in list(running.items()):
                late = time.monotonic() > task_running.deadline
                if pipe in ended or late:
                    del running[pipe]
                    done(task_running.number, _answer(pipe, task_running, seconds, pipe in ended))
    finally:
        for task_running in running.values():
            task_running.process.kill()


def _answer(pipe: Connection, running: Running, seconds: float, ended: bool) -> bytes | str:
    """Take the answer of a process and see it off."""
    answer: bytes | str = f"no answer within {seconds:g} s"
    if ended:
        try:
            answer = pipe.recv_bytes()
        except (EOFError, OSError):
            running.process.join(5)
            answer = f"the process ended with code {running.process.exitcode} and no answer"
    pipe.close()
    running.process.kill()
    running.process.join()
    return answer


def _child(work: Callable[[Task], bytes], task: Task, pipe: Connection) -> None:
    """Work in the forked process, mute: programs under audit may print what they like."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    limit_memory()
    pipe.send_bytes(work(task))
    pipe.close()


def limit_memory(most: int = 6 * 2**30) -> None:
    """Let the process have so many bytes of data, so that a loop without an end cannot fill the machine."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    except (ImportError, ValueError, OSError):  # Windows, or a lower limit that holds already
        return
