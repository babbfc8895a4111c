"""Candidates without forking: each is a new Python, reached over a local socket. Slow, and not isolated."""

import contextlib
import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import IO, Any, Self

from grader.errors import GraderError
from grader.examiner.fork_server import Isolation, policy_of, require_same_code
from grader.examiner.isolation import NOT_ISOLATED
from grader.examiner.limits import Limits
from grader.processes import python
from grader.protocol import frames

START_SECONDS = 120.0
DIGEST = 64  # letters of a sha256
KEPT = 2**16  # bytes of output kept between two readings


class SpawnServer:
    """Starts candidates one by one; used in the same way as `ForkServer`."""

    summary = NOT_ISOLATED

    def __init__(self) -> None:
        self.running: set[SpawnedCandidate] = set()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

    def start(self, limits: Limits) -> "SpawnedCandidate":
        """Start a candidate; raises GraderError if it does not call back."""
        token = secrets.token_hex(16)  # any local process can connect to the port; only the candidate knows this
        with socket.create_server(("127.0.0.1", 0)) as listener:
            process = subprocess.Popen(
                python.command("grader.candidate.spawned", only_grader=True),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.folder.name,
                env=python.environment(measured=False), start_new_session=True,
            )  # fmt: skip
            order = {"port": listener.getsockname()[1], "token": token, "policy": policy_of(limits)}
            assert process.stdin is not None
            with contextlib.suppress(OSError):
                process.stdin.write(json.dumps(order).encode() + b"\n")
                process.stdin.close()
            try:
                channel, code = _accept(listener, token, process)
            except OSError:
                process.kill()
                raise GraderError("a candidate process did not start; its Python may lack torch or msgspec") from None
            require_same_code(code)
        candidate = SpawnedCandidate(self, process, channel)
        self.running.add(candidate)
        return candidate

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every candidate."""
        for candidate in list(self.running):
            candidate.end()
        self.folder.cleanup()


def _accept(listener: socket.socket, token: str, process: subprocess.Popen[bytes]) -> tuple[socket.socket, str]:
    """Return the connection of the process that knows the token, and the digest of its code.

    Raises OSError if none arrives in time.
    """
    deadline = time.monotonic() + START_SECONDS
    listener.settimeout(0.5)
    while time.monotonic() < deadline and process.poll() is None:
        try:
            channel, _ = listener.accept()
        except TimeoutError:
            continue
        channel.settimeout(5)
        with contextlib.suppress(OSError):
            if hmac.compare_digest(channel.recv(len(token), socket.MSG_WAITALL), token.encode()):
                code = channel.recv(DIGEST, socket.MSG_WAITALL).decode("ascii", "replace")
                channel.setblocking(False)
                return channel, code
        channel.close()
    raise OSError("no connection")


class SpawnedCandidate:
    """One process with a submission; a thread reads what it prints."""

    def __init__(self, server: SpawnServer, process: subprocess.Popen[bytes], channel: socket.socket) -> None:
        self.server, self.process, self.channel = server, process, channel
        self.pid = process.pid
        self.isolation = Isolation("none", NOT_ISOLATED, ())
        self.kept, self.more = bytearray(), 0
        self.lock = threading.Lock()
        assert process.stdout is not None
        self.reader = threading.Thread(target=self._read, args=(process.stdout,), daemon=True)
        self.reader.start()

    def _read(self, output: IO[bytes]) -> None:
        while chunk := output.read1(2**16):  # type: ignore[attr-defined]
            with self.lock:
                fits = chunk[: KEPT - len(self.kept)]
                self.kept += fits
                self.more += len(chunk) - len(fits)

    def wait(self, seconds: float, printed: Callable[[bytes, int], None]) -> None:
        """Wait until the channel may be readable."""
        with contextlib.suppress(frames.Late):
            frames.wait(self.channel, time.monotonic() + max(seconds, 0.001))
        self.drain(printed)

    def drain(self, printed: Callable[[bytes, int], None]) -> None:
        """Pass on what was printed since the last time, and how many more bytes there were."""
        with self.lock:
            data, more = bytes(self.kept), self.more
            self.kept, self.more = bytearray(), 0
        if data or more:
            printed(data, more)

    def end(self) -> dict[str, Any]:
        """Kill the process and return how it ended."""
        self.channel.close()
        try:
            code = self.process.wait(0.3)
            reason = f"ended with exit code {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"
        except subprocess.TimeoutExpired:
            reason = "was stopped by the grader"
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL) if hasattr(os, "killpg") else self.process.kill()
        self.process.wait()
        self.reader.join(1)
        self.server.running.discard(self)
        return {"reason": reason}
