"""Examiners that work while nbgrader does: each has a worker process and a thread that waits for it.

nbgrader goes through a class one notebook after the other. What is begun early is examined meanwhile.
"""

import contextlib
import queue
import threading
from concurrent.futures import Future
from typing import IO

from grader.errors import GraderError
from grader.examiner.orders import Job, Order, Ready, unexamined
from grader.grading.pool import Pool
from grader.results.verdict import Verdict

Task = tuple[Job, Future[Verdict]]


class Examiners:
    """Examines jobs in the order in which they are begun. `close` ends all of it at once."""

    def __init__(self, order: Order, log: IO[bytes]) -> None:
        self.order, self.log = order, log
        self.tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self.pools: list[Pool] = [Pool(order, 1, log)]
        self.pools[0].begin()

    @property
    def ready(self) -> Ready | None:
        """What the first worker says of the lesson, None as long as it has not been waited for."""
        return self.pools[0].ready

    def wait(self) -> Ready:
        """Wait for the first worker; raises GraderError when it cannot work."""
        if self.ready is None:
            self.pools[0].start()
            self._serve(self.pools[0])
        assert self.ready is not None
        return self.ready

    def grow(self, size: int) -> None:
        """Have `size` workers from now on, if there are fewer; a new one takes jobs as soon as it is ready."""
        while len(self.pools) < size:
            self.pools.append(Pool(self.order, 1, self.log))
            self._serve(self.pools[-1])

    def begin(self, job: Job) -> Future[Verdict]:
        """Have a job examined when its turn comes; whatever goes wrong, the result is a verdict."""
        future: Future[Verdict] = Future()
        self.tasks.put((job, future))
        return future

    def close(self) -> None:
        """End every worker; what is not examined by then has a verdict that says so."""
        for pool in self.pools:
            self.tasks.put(None)
            with contextlib.suppress(OSError):
                pool.close()

    def _serve(self, pool: Pool) -> None:
        threading.Thread(target=self._work, args=(pool,), daemon=True).start()

    def _work(self, pool: Pool) -> None:
        try:
            pool.start()
        except (GraderError, OSError) as error:  # the first one has started, and does the work alone
            self.log.write(f"{error}\n".encode())
            return
        while (task := self.tasks.get()) is not None:
            job, future = task
            future.set_result(self._examine(pool, job))

    def _examine(self, pool: Pool, job: Job) -> Verdict:
        found: list[Verdict] = []
        try:
            pool.examine(iter([job]), found.append)
            (verdict,) = found
            return verdict
        except Exception as error:  # whatever it is, somebody waits for a verdict, and the next one for this thread
            pool.drop()  # what may be in an unknown state: the next job gets a new worker
            checks = self.ready.checks if self.ready else []
            return unexamined(checks, self.order, job, f"the examination broke off: {error}")
