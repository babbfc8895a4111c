"""A grading worker: it collects a lesson's checks once, then examines one submission after another.

It runs as a process of its own (`python -m grader.examiner.worker`) and speaks JSON lines: on standard input an
`Order`, then one `Job` per submission; on standard output `Ready`, then one verdict per line. Nothing heavy is imported
before the candidate server has been started, so that both warm up in parallel.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from grader.course import running
from grader.examiner.fork_server import Server
from grader.examiner.orders import Order
from grader.processes.parent import die_with_parent

if TYPE_CHECKING:
    from grader.examiner.spawned import SpawnServer

# Plugins of pytest that take time and are of no use here.
UNUSED = ("cacheprovider", "capture", "terminal", "faulthandler", "logging", "unraisableexception", "threadexception",
          "doctest", "junitxml", "pastebin", "setuponly", "setupplan", "stepwise", "debugging")  # fmt: skip


def main() -> int:
    """Serve one order."""
    die_with_parent()
    verdicts = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # pytest's own output goes to standard error: on standard output it would pass for a verdict
    jobs = sys.stdin.buffer
    order = msgspec.json.decode(jobs.readline(), type=Order)
    server = start_server(order)
    try:
        return serve(order, server, jobs, verdicts)
    except BrokenPipeError:
        return 0
    finally:
        server.close()


def start_server(order: Order) -> "Server | SpawnServer":
    """Start the server that starts candidates."""
    if not order.spawn:
        return Server(order.isolation, order.disabled)
    from grader.examiner.spawned import SpawnServer

    return SpawnServer()


def serve(order: Order, server: "Server | SpawnServer", jobs: BinaryIO, verdicts: BinaryIO) -> int:
    """Collect the checks and examine the jobs that arrive."""
    import pytest
    import torch

    from grader.examiner.loop import Loop
    from grader.examiner.replay.plugin import ReplayPlugin

    torch.set_num_threads(1)
    plugins: list[object] = [Loop(order, server, jobs, verdicts)]
    if order.forks:
        plugins.append(ReplayPlugin())  # a new candidate per failed check: too slow without fork
    with running.undisturbed():  # PYTEST_ADDOPTS and other people's plugins must not decide on points
        return int(pytest.main(arguments(order), plugins=plugins))


def arguments(order: Order) -> list[str]:
    """Return the arguments for pytest: the lesson's checks, and no plugin that is of no use here."""
    return running.arguments([order.checks], Path(order.checks).parents[1], without=UNUSED)


if __name__ == "__main__":
    sys.exit(main())
