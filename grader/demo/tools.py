"""Run the commands that an instructor would type, in the demo's folder, with their output in a log."""

import contextlib
import importlib.util
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.errors import GraderError

LOG = "demo.log"
SECONDS_TO_STOP = 10


def require_nbgrader() -> None:
    """Raise GraderError, which says what to install, if the instructor's tools are missing."""
    missing = [name for name in ("nbgrader", "jupytext", "nbclient", "ipykernel") if not importlib.util.find_spec(name)]
    if missing:
        raise GraderError(f"the demo needs {', '.join(missing)}: python -m pip install -e '.[instructor]'")


class Tools:
    """Runs commands in the course at `folder`."""

    def __init__(self, folder: Path, *, tick: Callable[[], None] = lambda: None) -> None:
        self.folder, self.tick = folder, tick
        # nbgrader calls alembic by its bare name
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        self.environment = {**os.environ, "PATH": path}

    def run(self, module: str, *arguments: str, may_fail: bool = False) -> bool:
        """Run `python -m module arguments...` and return whether it succeeded.

        Raises GraderError with the end of its output if it failed unexpectedly. If this process is interrupted, so is
        the command, which gets some seconds to stop its kernels.
        """
        with (self.folder / LOG).open("ab") as log:
            start = log.tell()
            log.write(f"$ {shlex.join([module, *arguments])}\n".encode())
            log.flush()
            process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal reaches only this process, which passes it on
            )
            try:
                while process.poll() is None:
                    self.tick()
                    _wait(process, 0.3)
            finally:
                _stop(process)
        if process.returncode and not may_fail:
            text = (self.folder / LOG).read_bytes()[start:].decode("utf-8", "replace")
            tail = "\n".join(_lines(text)[-12:])
            raise GraderError(f"this command failed in {self.folder}:\n{tail}\nIts full output: {self.folder / LOG}")
        return process.returncode == 0


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Interrupt a command that is still running; kill it if that does not help."""
    if process.poll() is None:
        try:
            process.send_signal(signal.SIGINT)
            _wait(process, SECONDS_TO_STOP)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _lines(text: str) -> Sequence[str]:
    return [line for line in text.splitlines() if line.strip()]
