"""The server's handle on a sandboxed child: wait for it, kill it, learn how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
from dataclasses import dataclass
from typing import Any, Literal, Self

from grader.sandbox.probe import SandboxError


@dataclass(frozen=True)
class Outcome:
    """How a child ended; no process of it is left alive.

    kind: 'exit' with `code`; 'signal' with `signal`; 'lost' if its supervisor was killed from outside.
    reason: a sentence. cpu_seconds, peak_bytes: what it used.
    """

    kind: Literal["exit", "signal", "lost"]
    code: int = 0
    signal: int = 0
    reason: str = ""
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class Reports:
    """Lines of JSON from the supervisor's pipe, which the child closes before the submission runs."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._buffer = b""

    def next(self, deadline: float | None) -> dict[str, Any] | None:
        """Return the next report, {} at the end of the pipe, None if `deadline` (time.monotonic) has passed."""
        while b"\n" not in self._buffer:
            poll = select.poll()
            poll.register(self.fd, select.POLLIN)
            left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
            if not poll.poll(left):
                return None
            chunk = os.read(self.fd, 65536)
            if not chunk:
                return {}
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        report: dict[str, Any] = json.loads(line)
        return report


class Handle:
    """A running child. `pid` is its supervisor's, `applied` lists its layers in order.

    Wait for it or kill it; as a context manager it kills the child on exit.
    """

    def __init__(self, pid: int, reports: Reports, cpu_limit: int) -> None:
        self.pid = pid
        self.applied: tuple[str, ...] = ()
        self.shell_codes = False  # bubblewrap says 128 + n for signal n
        self._reports = reports
        self._cpu_limit = cpu_limit
        self._init_fd = -1
        self._killed = False
        self._outcome: Outcome | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def fileno(self) -> int:
        """Return a descriptor that becomes readable when the child has ended, for selectors."""
        return self._reports.fd

    def watch_init(self, pid: int) -> None:
        """Hold on to process 1 of the namespace; when it ends, everything in the namespace does."""
        # A descriptor and not the number: numbers are reused, and a late signal must not hit another process.
        with contextlib.suppress(OSError):  # it has ended already, or a container forbids the call
            self._init_fd = os.pidfd_open(pid)

    def expect(self, key: str, deadline: float) -> dict[str, Any]:
        """Return the next report, which must have `key`; raise SandboxError otherwise."""
        report = self._reports.next(deadline)
        if report is None:
            raise SandboxError("the sandbox was not ready in time; is the machine overloaded?")
        if key not in report:
            stage, why = report.get("failed", "start"), report.get("why", "it ended without a message")
            raise SandboxError(f"the sandbox could not be built (at {stage}): {why}")
        return report

    def wait(self, timeout: float | None = None) -> Outcome | None:
        """Return the outcome, or None if the child is still running after `timeout` seconds."""
        if self._outcome is None:
            report = self._reports.next(None if timeout is None else time.monotonic() + timeout)
            while report and "code" not in report and "failed" not in report:
                report = self._reports.next(None)  # left over from a setup that was cut short
            if report is None:
                return None
            os.waitpid(self.pid, 0)
            self._outcome = self._describe(report)
            os.close(self._reports.fd)
            if self._init_fd >= 0:
                os.close(self._init_fd)
        return self._outcome

    def kill(self) -> Outcome:
        """End the child and everything that it started; when this returns, nothing of it is left."""
        if self._outcome is None:
            self._killed = True
            with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
                if self._init_fd >= 0:  # process 1, not the child: then the kernel ends all that the child has forked
                    signal.pidfd_send_signal(self._init_fd, signal.SIGKILL)
                else:
                    os.kill(self.pid, signal.SIGTERM)
        outcome = self.wait()
        assert outcome is not None
        return outcome

    def _describe(self, report: dict[str, Any]) -> Outcome:
        if "code" not in report:
            return Outcome("lost", reason=str(report.get("why", "its supervisor was killed")))
        code, cpu, peak = int(report["code"]), float(report["cpu"]), int(report["peak"]) * 1024
        if self.shell_codes and code > 128:
            code = 128 - code
        if code >= 0:
            return Outcome("exit", code, 0, f"ended with exit code {code}", cpu, peak)
        if -code == signal.SIGXCPU or (-code == signal.SIGKILL and cpu >= self._cpu_limit):
            why = f"used up its {self._cpu_limit} s of processor time"
        elif self._killed:
            why = "was stopped by the grader"
        else:
            why = f"was ended by {signal.Signals(-code).name}"
        return Outcome("signal", 0, -code, why, cpu, peak)
