"""The examiner's side of the warm server: start it with a clean environment, request candidates and end them."""

import contextlib
import json
import os
import select
import socket
import subprocess
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import msgspec

from grader.errors import GraderError
from grader.examiner.isolation import NOT_ISOLATED
from grader.examiner.limits import Limits
from grader.processes import python
from grader.protocol.fingerprint import GRADER, candidate_digest


def policy_of(limits: Limits) -> dict[str, Any]:
    """Return those limits that the kernel enforces."""
    return {name: getattr(limits, name) for name in ("cpu_seconds", "memory_bytes", "threads", "files", "disk_bytes")}


def require_same_code(digest: str) -> None:
    """Raise GraderError if a candidate runs another copy of the grader: a verdict carries the digest of this one."""
    if digest != candidate_digest():
        raise GraderError(
            f"the candidate's process runs another copy of the grader than the one at {GRADER}; "
            "is a second copy installed? Remove it, or use a separate environment"
        )


class Isolation(msgspec.Struct, frozen=True):
    """How candidates are isolated: the requested mode, the layers in words, and the layers that are on."""

    mode: str
    summary: str
    layers: tuple[str, ...] = ()


class ForkServer:
    """A warm process that forks candidates. It starts to warm up at once; `with` waits until it is ready."""

    def __init__(self, isolation: str = "auto", disabled: tuple[str, ...] = ()) -> None:
        self.mode = isolation
        self.disabled = disabled
        self.control, theirs = socket.socketpair()
        # A clean environment, and nothing beside the package on the import path: a fork inherits all memory, so the
        # warm process must never have held a secret, nor be able to import solutions/ or tests/.
        self.process = subprocess.Popen(
            python.command("grader.candidate.server", [str(theirs.fileno())], only_grader=True),
            env=python.environment(measured=False), cwd="/", pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        self.lines = self.control.makefile("rb")
        self.sweeps = 0
        self.summary = ""

    def start(self, limits: Limits) -> "Candidate":
        """Fork a candidate; raises GraderError if it cannot be isolated as requested."""
        mine, channel = socket.socketpair()
        reader, writer = os.pipe()
        request = {
            "do": "start",
            "policy": {**policy_of(limits), "isolation": self.mode, "disabled": list(self.disabled)},
        }
        try:
            socket.send_fds(self.control, [json.dumps(request).encode() + b"\n"], [channel.fileno(), writer])
            reply = self._reply()
        finally:
            # Ours are closed here, or the end of the candidate would not show as the end of the channel and the pipe.
            channel.close()
            os.close(writer)
        if "error" in reply:
            mine.close()
            os.close(reader)
            raise GraderError(f"a candidate could not be started: {reply['error']}")
        return Candidate(self, reply["pid"], mine, reader, Isolation(self.mode, self.summary, tuple(reply["applied"])))

    def end(self, pid: int) -> dict[str, Any]:
        """Kill a candidate and everything that it started; return how it ended."""
        self.control.sendall(json.dumps({"do": "end", "pid": pid}).encode() + b"\n")
        return self._reply()

    def sweep(self) -> None:
        """End the candidates that an examination left behind, and skip replies that it did not read."""
        self.sweeps += 1  # numbered, so that a late reply to a broken-off examination is not taken for this one
        self.control.sendall(json.dumps({"do": "sweep", "number": self.sweeps}).encode() + b"\n")
        while self._reply().get("swept") != self.sweeps:
            continue

    def _reply(self) -> dict[str, Any]:
        line = self.lines.readline()
        if not line:
            raise GraderError("the candidate server has ended; its message is above")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End the server and every candidate."""
        self.control.close()
        self.lines.close()
        self.process.wait()

    def __enter__(self) -> Self:
        try:
            hello = self._reply()
            require_same_code(hello["code"])
        except GraderError:
            self.close()
            raise
        self.summary = hello["isolation"] if self.mode != "none" else NOT_ISOLATED
        if self.mode == "strict":
            self.summary += "; bubblewrap"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Candidate:
    """One sandboxed process with a submission: its channel, and the reading end of what it prints."""

    def __init__(self, server: ForkServer, pid: int, channel: socket.socket, output: int, isolation: Isolation) -> None:
        self.server, self.pid, self.channel, self.output, self.isolation = server, pid, channel, output, isolation
        os.set_blocking(output, False)
        self.poll = select.poll()
        self.poll.register(channel, select.POLLIN)
        self.poll.register(output, select.POLLIN)

    def wait(self, seconds: float, printed: Callable[[bytes, int], None]) -> None:
        """Wait until the channel may be readable; meanwhile read what the candidate prints."""
        # Both at once: a candidate that fills its pipe would block in print() and be blamed for a time-out.
        ready = self.poll.poll(max(seconds, 0) * 1000)
        if any(fd == self.output for fd, _ in ready) and not self.drain(printed, 2**16):
            self.poll.unregister(self.output)  # closed: from now on only the channel is left to wait for

    def drain(self, printed: Callable[[bytes, int], None], most: int = 2**20) -> bool:
        """Read and pass on what was printed; return False at the end of the pipe."""
        with contextlib.suppress(BlockingIOError, OSError):
            while most > 0:  # a candidate that prints without end must not keep the examiner here
                chunk = os.read(self.output, 2**16)
                if not chunk:
                    return False
                most -= len(chunk)
                printed(chunk, 0)
        return True

    def end(self) -> dict[str, Any]:
        """Kill the candidate and return how it ended; no process of it survives."""
        self.channel.close()
        outcome = self.server.end(self.pid)
        os.close(self.output)
        return outcome
