"""A grading worker: it collects a lesson's checks once, then examines one submission after another.

It runs as a process of its own (`python -m grader.examiner.worker`) and speaks JSON lines: `ExaminerSettings` first,
then a `Job` a submission on standard input; `Ready`, then a verdict a line on standard output. Nothing heavy is
imported before the candidate server has been started, so that the two warm up side by side.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from grader.course import running
from grader.examiner.fork_server import ForkServer
from grader.examiner.worker_protocol import ExaminerSettings
from grader.processes.parent import die_with_parent

if TYPE_CHECKING:
    from grader.examiner.spawned import SpawnServer

# Plugins of pytest that take time and are of no use here.
UNUSED = ("cacheprovider", "capture", "terminal", "faulthandler", "logging", "unraisableexception", "threadexception",
          "doctest", "junitxml", "pastebin", "setuponly", "setupplan", "stepwise", "debugging")  # fmt: skip


def main() -> int:
    """Read the settings, then serve."""
    die_with_parent()
    verdicts = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # pytest's own output goes to standard error: on standard output it would pass for a verdict
    jobs = sys.stdin.buffer
    settings = msgspec.json.decode(jobs.readline(), type=ExaminerSettings)
    server = start_server(settings)
    try:
        return serve(settings, server, jobs, verdicts)
    except BrokenPipeError:
        return 0
    finally:
        server.close()


def start_server(settings: ExaminerSettings) -> "ForkServer | SpawnServer":
    """Start the server that starts candidates."""
    if not settings.spawn:
        return ForkServer(settings.isolation, settings.disabled)
    from grader.examiner.spawned import SpawnServer

    return SpawnServer()


def serve(settings: ExaminerSettings, server: "ForkServer | SpawnServer", jobs: BinaryIO, verdicts: BinaryIO) -> int:
    """Collect the checks and examine the jobs that arrive."""
    import pytest
    import torch

    from grader.examiner.loop import ExaminerLoop
    from grader.examiner.replay.plugin import ReplayPlugin

    torch.set_num_threads(1)
    plugins: list[object] = [ExaminerLoop(settings, server, jobs, verdicts)]
    if settings.forks:
        plugins.append(ReplayPlugin())  # a new candidate per failed check: too slow without fork
    with running.undisturbed():  # PYTEST_ADDOPTS and other people's plugins must not decide on points
        return int(pytest.main(arguments(settings), plugins=plugins))


def arguments(settings: ExaminerSettings) -> list[str]:
    """Return the arguments for pytest: the lesson's checks, and no plugin that is of no use here."""
    return running.arguments([settings.checks], Path(settings.checks).parents[1], without=UNUSED)


if __name__ == "__main__":
    sys.exit(main())
