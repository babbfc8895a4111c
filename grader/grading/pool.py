"""Workers: processes that examine submissions, each taking the next as soon as it is free.

A worker that dies or hangs is replaced; its submission is tried once more, then it has failed.
"""

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import IO, Self

import msgspec

from grader.errors import GraderError
from grader.examiner.orders import Job, Order, Ready, longest_examination, unexamined
from grader.processes import python
from grader.results.verdict import Verdict

START_SECONDS = 300.0  # importing torch twice on a machine that is busy with something else
TRIES = 2


class Worker:
    """One worker process, its pipe, and the job that it is at."""

    def __init__(self, order: Order, log: IO[bytes], answers: "Answers") -> None:
        self.process = subprocess.Popen(
            python.command("grader.examiner.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=python.environment(),
            start_new_session=True,  # Ctrl-C is for us to handle
        )
        self.ready: Ready | None = None
        self.job: Job | None = None
        self.deadline = time.monotonic() + START_SECONDS
        self.send(msgspec.json.encode(order))
        threading.Thread(target=self._read, args=(answers,), daemon=True).start()

    def _read(self, answers: "Answers") -> None:
        with contextlib.suppress(OSError, ValueError):  # closed while it reads
            for line in self.output:
                answers.put((self, line))
        answers.put((self, None))

    @property
    def output(self) -> IO[bytes]:
        """The pipe with its verdicts."""
        assert self.process.stdout is not None
        return self.process.stdout

    def send(self, line: bytes) -> None:
        """Write a line to it; a dead worker is noticed at the other pipe."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(line + b"\n")
            self.process.stdin.flush()

    def begin(self, job: Job, seconds: float) -> None:
        """Hand it a job."""
        self.job, self.deadline = job, time.monotonic() + seconds
        self.send(msgspec.json.encode(job))

    def stop(self, kill: bool = False) -> int:
        """End it, at once with `kill`, and return its exit code."""
        if kill:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL) if hasattr(os, "killpg") else self.process.kill()
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            return self.process.wait(None if kill else 20)
        except subprocess.TimeoutExpired:
            return self.stop(kill=True)


Answers = queue.SimpleQueue[tuple[Worker, bytes | None]]  # a line of a worker, None at its end


class Pool:
    """Examines jobs in several workers. Use as a context manager: at its end every worker is gone."""

    def __init__(self, order: Order, size: int, log: IO[bytes]) -> None:
        self.order, self.size, self.log = order, size, log
        self.workers: list[Worker] = []
        self.answers: Answers = queue.SimpleQueue()
        self.ready: Ready | None = None
        self.again: deque[Job] = deque()
        self.tries: dict[str, int] = {}
        self.over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self.workers:
            worker.stop(kill=kind is not None)

    def drop(self) -> None:
        """Kill every worker and forget its job; the next job gets a new one."""
        while self.workers:
            self.workers.pop().stop(kill=True)
        self.again.clear()
        self.tries.clear()

    def close(self) -> None:
        """End every worker at once and for good; another thread may be waiting for them."""
        self.over = True
        for worker in list(self.workers):
            worker.stop(kill=True)

    def begin(self) -> None:
        """Start one worker and do not wait for it."""
        if not self.workers:
            self._add()

    def start(self) -> Ready:
        """Start one worker and return what it says of the lesson; raises GraderError when it cannot work."""
        self.begin()
        while self.ready is None:
            self._wait(lambda verdict: None)
        return self.ready

    def examine(self, jobs: Iterator[Job], done: Callable[[Verdict], None]) -> None:
        """Examine every job and call `done` with its verdict, in the order in which they are ready.

        A job is taken from the iterator only when a worker is free for it.
        """
        following = next(jobs, None)
        while following or self.again or any(worker.job for worker in self.workers):
            for worker in self.workers:
                if worker.ready and worker.job is None and (following or self.again):
                    if self.again:
                        job = self.again.popleft()
                    else:
                        assert following is not None
                        job, following = following, next(jobs, None)
                    worker.begin(job, longest_examination(self.order.limits, worker.ready.trainings) + 60)
            if (following or self.again) and len(self.workers) < self.size:
                self._add()  # the others are at work or about to be
            self._wait(done)

    def _add(self) -> None:
        if self.over:
            raise GraderError("grading was ended")
        self.workers.append(Worker(self.order, self.log, self.answers))

    def _wait(self, done: Callable[[Verdict], None]) -> None:
        soonest = min((w.deadline for w in self.workers if w.job or not w.ready), default=time.monotonic() + 1)
        with contextlib.suppress(queue.Empty):
            worker, line = self.answers.get(timeout=max(0.0, soonest - time.monotonic()))
            if worker not in self.workers:
                pass  # it was given up before
            elif line is not None and line.endswith(b"\n"):
                self._take(worker, line, done)
            else:
                self._lost(worker, "died", done)
        for worker in list(self.workers):
            if (worker.job or not worker.ready) and time.monotonic() > worker.deadline:
                self._lost(worker, "did not answer in time", done)

    def _take(self, worker: Worker, line: bytes, done: Callable[[Verdict], None]) -> None:
        if worker.ready is None:
            worker.ready = self.ready = msgspec.json.decode(line, type=Ready)
            return
        verdict, job = msgspec.json.decode(line, type=Verdict), worker.job
        if job is None or (verdict.student, verdict.digest) != (job.student, job.digest):
            self._lost(worker, "answered for somebody else", done)
            return
        worker.job = None
        done(verdict)

    def _lost(self, worker: Worker, how: str, done: Callable[[Verdict], None]) -> None:
        self.workers.remove(worker)
        code = worker.stop(kill=True)
        if worker.ready is None:
            raise GraderError(f"a grading worker {how} before it was ready (exit code {code}); see {self.log.name}")
        job = worker.job
        if job is None:
            return
        self.tries[job.student] = self.tries.get(job.student, 0) + 1
        if self.tries[job.student] < TRIES:
            self.again.append(job)
            return
        assert self.ready is not None
        why = f"the examination {how} {TRIES} times, at last with exit code {code}"
        done(unexamined(self.ready.checks, self.order, job, why))
