"""The warm process as the program sees it: start it, send it runs, end it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec

from grader.processes import python
from grader.watch.messages import Broken, Collected, Event, Finished, Run, Stop, WatchSettings, line_of

EVENT = msgspec.json.Decoder(Event)


class Runner:
    """The warm process. Its events go to `post`, in a thread of their own."""

    def __init__(self, settings: WatchSettings, post: Callable[[Event], None]) -> None:
        self.settings, self.post = settings, post
        self.pending: Run | None = None
        self.running = 0  # the number of the run that the process carries out, 0 for none
        self.ready = self.closed = False
        self.lock = threading.Lock()
        self.start()

    def start(self) -> None:
        """Start the process; it is ready some seconds later."""
        self.ready = False
        self.running = 0
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            python.command("grader.watch.worker"), cwd=self.settings.root, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.errors, start_new_session=True,
            env={**os.environ, **python.COMPUTING, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        self._write(line_of(self.settings))
        threading.Thread(target=self._listen, args=(self.process, self.errors), daemon=True).start()

    def run(self, run: Run) -> None:
        """Carry out a run as soon as the process is ready, abandoning the run before."""
        with self.lock:
            if self.running and not self.settings.fork:
                self._restart()
            self.pending = run
            self._send()

    def stop(self) -> None:
        """Abandon the current run."""
        with self.lock:
            self.pending = None
            if self.running and not self.settings.fork:
                self._restart()
            elif self.running:
                self._write(line_of(Stop()))
                self.running = 0

    def restart(self) -> None:
        """Start over with a fresh process, because check files have changed."""
        with self.lock:
            self.pending = None
            self._restart()

    def close(self) -> None:
        """End the process and everything that it started."""
        self.closed = True
        self._kill()

    def _send(self) -> None:
        if self.ready and self.pending is not None:
            self.running = self.pending.number
            self._write(line_of(self.pending))
            self.pending = None

    def _restart(self) -> None:
        self._kill()
        self.start()

    def _kill(self) -> None:
        process = self.process
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()  # a worker that forks kills its child and ends
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self.settings.fork:
                process.wait(1)
        if process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            process.wait()

    def _write(self, line: bytes) -> None:
        with contextlib.suppress(OSError):  # it is gone: _listen sees to that
            assert self.process.stdin is not None
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def _listen(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        assert process.stdout is not None
        finished = broken = False
        for line in process.stdout:
            try:
                event = EVENT.decode(line)
            except msgspec.DecodeError:
                continue  # a killed child's last words
            if process is not self.process:
                return
            finished = finished or isinstance(event, Finished)
            broken = broken or isinstance(event, Broken)
            if isinstance(event, Finished) and not self.settings.fork:
                break  # posted once the process is gone and the next one starts
            with self.lock:
                if isinstance(event, Collected):
                    self.ready = True
                    self._send()
                elif isinstance(event, Finished) and event.run == self.running:
                    self.running = 0
            self.post(event)
        status = process.wait()
        with self.lock:
            if process is not self.process or self.closed:
                return
            was_ready, run = self.ready, self.running
            if was_ready:
                self.start()
        if broken:
            return
        if was_ready:
            self.post(Finished(run, 0 if finished else status or 1))
        else:
            self.post(Broken(why_it_ended(status, errors), ended=True))


def why_it_ended(status: int, errors: IO[bytes]) -> str:
    """Return, in a sentence, why a process could not start, from the last line of what it wrote to standard error."""
    errors.seek(0)
    last = next(iter(errors.read().decode("utf-8", "replace").strip().splitlines()[-1:]), "")
    if missing := re.fullmatch(r"ModuleNotFoundError: No module named '([\w.]+)'", last):
        return python.how_to_install(missing[1])
    return f"the checks cannot be started: {last or f'their process ended with status {status}'}"


def make_settings(root: Path, lesson: str, spawn: bool, device: str, seconds: float) -> WatchSettings:
    """Return the settings for a lesson; processes are forked where that is safe, on Linux."""
    return WatchSettings(str(root), lesson, sys.platform.startswith("linux") and not spawn, device, seconds)
