"""Run an action in a sandbox, as root and as an ordinary user, and learn what it achieved."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox import LAYERS, Outcome, Policy, fork_sandboxed, privileges, probe, sufficient, syscalls

ORDINARY = 12345  # a user that owns nothing
STEPS = (*(["root"] if os.geteuid() == 0 else []), "ordinary user")


@dataclass(frozen=True)
class Result:
    """What came back over the channel, how the child ended, what it wore."""

    said: str
    outcome: Outcome
    applied: tuple[str, ...]


def _attempt(action: Callable[[], object], policy: Policy) -> Result:
    ours, theirs = socket.socketpair()

    def main(fd: int) -> None:
        try:
            said = repr(action())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(fd, said.encode()[:60_000])

    with ours:
        handle = fork_sandboxed(policy, main, theirs)
        theirs.close()
        outcome = handle.wait(120) or handle.kill()
        ours.settimeout(5)
        said = b"".join(iter(lambda: ours.recv(65536), b"")).decode()
    return Result(said, outcome, handle.applied)


def _as_ordinary_user(work: Callable[[], Result]) -> Result:
    if os.geteuid() != 0:
        return work()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        answer: object = None
        try:
            os.close(reader)
            privileges.become(ORDINARY)
            probe.cache_clear()
            answer = work()
        except BaseException as error:
            answer = error
        finally:
            os.write(writer, pickle.dumps(answer))
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        answer = pickle.load(pipe)
    os.waitpid(pid, 0)
    if isinstance(answer, BaseException):
        raise answer
    assert isinstance(answer, Result)
    return answer


@dataclass(frozen=True)
class Attempt:
    """`attempt(action)` with every layer on; `only` leaves all layers off but those named; limits are Policy's."""

    who: str

    def __call__(self, action: Callable[[], object], only: set[str] | None = None, **limits: Any) -> Result:
        disabled = frozenset() if only is None else frozenset(LAYERS) - only
        policy = Policy(disabled=disabled, **limits)
        if self.who == "root":
            return _attempt(action, policy)
        return _as_ordinary_user(lambda: _attempt(action, policy))


@pytest.fixture(params=STEPS)
def attempt(request: pytest.FixtureRequest) -> Attempt:
    return Attempt(request.param)


@pytest.fixture(autouse=True)
def _needs_a_kernel_that_isolates(request: pytest.FixtureRequest) -> None:
    if "attempt" in request.fixturenames and not sufficient(probe()):
        pytest.skip(str(probe()))


@pytest.fixture
def outside() -> Iterator[Path]:
    """A folder of the host that every user may write to, with a secret in it."""
    folder = Path(tempfile.mkdtemp(prefix="outside-"))
    folder.chmod(0o777)
    secret = folder / "secret.txt"
    secret.write_text("the answer is 42")
    secret.chmod(0o666)
    yield folder
    shutil.rmtree(folder)


class Victim:
    """An idle process of the user who attacks."""

    def __init__(self, who: str) -> None:
        reader, self._writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._writer)
            if who != "root" and os.geteuid() == 0:
                privileges.become(ORDINARY)
                syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)
            os.read(reader, 1)
            os._exit(0)
        os.close(reader)
        self._ended = False

    def ends_within(self, seconds: float) -> bool:
        """A signal that was sent is not yet an end: the process has to be scheduled once more."""
        deadline = time.monotonic() + seconds
        while not self._ended:
            self._ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)
        return self._ended

    def end(self) -> None:
        os.close(self._writer)
        if not self.ends_within(0):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


@pytest.fixture
def victim(attempt: Attempt) -> Iterator[Victim]:
    victim = Victim(attempt.who)
    yield victim
    victim.end()
