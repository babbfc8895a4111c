"""Do a piece of work in a fork of this process, so that whatever goes wrong costs only that piece of work."""

import contextlib
import os
import select
import signal
import time
import traceback
from collections.abc import Callable

from grader.processes.parent import die_with_parent

ANSWER_LIMIT = 2**26  # bytes; the largest verdict has a few hundred thousand


class ForkError(Exception):
    """A fork gave no answer; the message says how it ended, as in "took too long"."""


def ending(status: int) -> str:
    """Return how a process ended, as in "with status 3" or "by SIGSEGV"; a negative status is that of a signal."""
    if status >= 0:
        return f"with status {status}"
    try:
        return f"by {signal.Signals(-status).name}"
    except ValueError:
        return f"by signal {-status}"


class Fork:
    """A fork that does one piece of work and answers with bytes. It ends with this process and leads its own group.

    Linux only: elsewhere a process with torch loaded cannot be forked safely.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        self.reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.reader)
            _work_and_exit(work, writer)
        os.close(writer)
        with contextlib.suppress(OSError):  # the child does the same; either may come first
            os.setpgid(self.pid, self.pid)
        self.ended = os.pidfd_open(self.pid)

    def answer(self, seconds: float) -> bytes:
        """Wait for the answer and the end of the fork; raises ForkError if there is no answer in time."""
        text = self._read(time.monotonic() + seconds)
        if text is None or len(text) > ANSWER_LIMIT:
            self.kill()
            raise ForkError("took too long" if text is None else f"answered with more than {ANSWER_LIMIT >> 20} MB")
        status = self.reap()
        if status:
            raise ForkError(f"ended {ending(status)}")
        return text

    def _read(self, deadline: float) -> bytes | None:
        """Read to the end of the pipe, or a little more than may be; return None if the deadline passes first."""
        text = bytearray()
        poll = select.poll()
        poll.register(self.reader, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                return None
            chunk = os.read(self.reader, 1 << 20)
            text += chunk
            if not chunk or len(text) > ANSWER_LIMIT:
                return bytes(text)

    def kill(self) -> None:
        """Kill the fork and everything that it started in its group."""
        for end in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                end(self.pid, signal.SIGKILL)
        self.reap()

    def reap(self) -> int:
        """Wait for the fork to end and return its exit status, negative for a signal."""
        os.close(self.ended)
        os.close(self.reader)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def _work_and_exit(work: Callable[[], bytes], writer: int) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        die_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is handled by the process that hands out work
        text = memoryview(work())
        while text:
            text = text[os.write(writer, text) :]
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)  # what the parent has registered to run at exit must not run here
