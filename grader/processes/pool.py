"""A pool of worker processes that speak lines of JSON, with the interface of `concurrent.futures`.

`submit` returns a Future, so that whoever hands out work need not know where it is done. Grading, the nbgrader bridge
and the audit use this pool; the client of a cluster could take its place.

A worker answers with one line once it is ready, and then with one line per task. Each has a thread here that waits for
it. A worker that dies, hangs or answers for another task is replaced; its task is tried once more.
"""

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from concurrent.futures import Future
from types import TracebackType
from typing import IO, Generic, Protocol, Self, TypeVar

from grader.errors import GraderError

START_SECONDS = 300.0  # enough to import torch twice on a busy machine
TRIES = 2

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Task_contra = TypeVar("Task_contra", contravariant=True)
Answer_co = TypeVar("Answer_co", covariant=True)


class Service(Protocol[Task_contra, Answer_co]):
    """What a pool has to know about its workers and their tasks."""

    def start(self) -> "subprocess.Popen[bytes]":
        """Start a worker with pipes for its standard input and output, and tell it what it is for."""
        ...

    def hello(self, line: bytes) -> None:
        """Take the line that a worker writes once it is ready."""
        ...

    def ask(self, task: Task_contra) -> bytes:
        """Return a task as a line."""
        ...

    def seconds(self, task: Task_contra) -> float:
        """Return after how many seconds a worker must have gone wrong."""
        ...

    def take(self, task: Task_contra, line: bytes) -> Answer_co:
        """Return the answer in a line; raises ValueError if it is not the answer to this task."""
        ...

    def lost(self, task: Task_contra, why: str) -> Answer_co:
        """Return the answer for a task on which every worker was lost."""
        ...


class Lost(Exception):
    """A worker is lost; the message says how."""


class Worker:
    """One worker process and the lines that it writes."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.busy = False
        self.lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.put(line)
        self.lines.put(None)

    def send(self, line: bytes) -> None:
        """Write a line to the worker; if it is dead, the other pipe shows it."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ValueError):
            self.process.stdin.write(line + b"\n")
            self.process.stdin.flush()

    def line(self, seconds: float) -> bytes:
        """Return the worker's next complete line; raises Lost if none arrives in time or it has ended."""
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            raise Lost("did not answer in time") from None
        if line is None or not line.endswith(b"\n"):
            raise Lost("died")
        return line

    def stop(self, kill: bool = False) -> int:
        """End the worker, at once with `kill`, and return its exit code."""
        if kill:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL) if hasattr(os, "killpg") else self.process.kill()
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError, OSError):
            self.process.stdin.close()
        try:
            return self.process.wait(None if kill else 20)
        except subprocess.TimeoutExpired:
            return self.stop(kill=True)


class Pool(Generic[Task, Answer]):
    """Does tasks in the order of submission, with up to `tries` workers each. As a context manager it ends them all."""

    def __init__(self, service: Service[Task, Answer], size: int, log: IO[bytes], tries: int = TRIES) -> None:
        self.service, self.size, self.log, self.tries = service, size, log, tries
        self.workers: list[Worker] = []
        self.ready: Future[None] = Future()  # of the first worker
        self.over = False
        self._tasks: queue.SimpleQueue[tuple[Task, Future[Answer]] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._lock = threading.Lock()

    def submit(self, task: Task) -> "Future[Answer]":
        """Have a task done when its turn comes. The future raises GraderError if no worker can be started."""
        future: Future[Answer] = Future()
        with self._lock:
            self._tasks.put((task, future))
            if self._tasks.qsize() > self._idle and len(self._threads) < self.size:
                self._add()
        return future

    def begin(self) -> None:
        """Start a first worker without waiting for it."""
        with self._lock:
            if not self._threads:
                self._add()

    def wait(self) -> None:
        """Wait until a first worker is ready; raises GraderError if it cannot work."""
        self.begin()
        self.ready.result()

    def grow(self, size: int) -> None:
        """Allow up to `size` workers from now on; another is started when a task would have to wait."""
        self.size = max(self.size, size)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers after all tasks, or at once with `cancel_futures`: then unfinished tasks fail."""
        self.over = self.over or cancel_futures
        for _ in self._threads:
            self._tasks.put(None)
        if cancel_futures:
            for worker in list(self.workers):
                worker.stop(kill=True)
        for thread in self._threads if wait else ():
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _add(self) -> None:
        thread = threading.Thread(target=self._serve, daemon=True)
        self._threads.append(thread)
        self._idle += 1  # it is about to take a task
        thread.start()

    def _serve(self) -> None:
        """Do tasks with one worker after another, until there is nothing more to do."""
        worker: Worker | None = None
        try:
            worker = self._start()
        except GraderError as error:
            self._cannot_start(error)
            return
        try:
            while (item := self._tasks.get()) is not None:
                with self._lock:
                    self._idle -= 1
                task, future = item
                if future.set_running_or_notify_cancel():
                    worker = self._do(worker, task, future)
                with self._lock:
                    self._idle += 1
        finally:
            if worker is not None:
                self._end(worker)

    def _cannot_start(self, error: GraderError) -> None:
        """Give up a thread. If it is the only one, all tasks fail, because nothing is left to do them."""
        self.log.write(f"{error}\n".encode())
        with self._lock:
            self._idle -= 1
            self._threads.remove(threading.current_thread())
            alone = not self._threads
        if not self.ready.done() and alone:
            self.ready.set_exception(error)
        while alone and not self._tasks.empty():
            item = self._tasks.get()
            if item is not None and item[1].set_running_or_notify_cancel():
                item[1].set_exception(error)

    def _do(self, worker: Worker | None, task: Task, future: "Future[Answer]") -> Worker | None:
        """Do a task, with a new worker if one is lost; return the worker that is left."""
        why = ""
        for _ in range(self.tries):
            try:
                worker = worker or self._start()
                future.set_result(self._ask(worker, task))
                return worker
            except GraderError as error:
                future.set_exception(error)
                return None
            except Lost as lost:
                assert worker is not None
                times = f"{self.tries} times, the last time " if self.tries > 1 else ""
                why = f"{lost} {times}with exit code {self._end(worker, kill=True)}"
                worker = None
            if self.over:
                future.set_exception(GraderError("the work was ended"))
                return None
        future.set_result(self.service.lost(task, why))
        return None

    def _ask(self, worker: Worker, task: Task) -> Answer:
        worker.busy = True
        worker.send(self.service.ask(task))
        line = worker.line(self.service.seconds(task))
        try:
            answer = self.service.take(task, line)
        except ValueError:
            raise Lost("answered for another task") from None
        worker.busy = False
        return answer

    def _start(self) -> Worker:
        """Start a worker and wait until it is ready; raises GraderError if that fails."""
        if self.over:
            raise GraderError("the work was ended")
        worker = Worker(self.service.start())
        self.workers.append(worker)
        begun = time.monotonic()
        try:
            self.service.hello(worker.line(START_SECONDS))
        except (Lost, ValueError) as error:
            how = str(error) if isinstance(error, Lost) else "wrote something unexpected"
            code = self._end(worker, kill=True)
            seconds = time.monotonic() - begun
            where = f"; see {self.log.name}" if isinstance(self.log.name, str) else ""
            raise GraderError(
                f"a worker {how} before it was ready (exit code {code}, after {seconds:.0f} s){where}"
            ) from None
        with self._lock:
            if not self.ready.done():
                self.ready.set_result(None)
        return worker

    def _end(self, worker: Worker, kill: bool = False) -> int:
        with contextlib.suppress(ValueError):
            self.workers.remove(worker)
        return worker.stop(kill=kill or self.over)
