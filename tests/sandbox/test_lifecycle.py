"""A child ends with everything that it started: by itself, on request, and when the server dies."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox import LAYERS, Handle, Policy, SandboxError, fork_sandboxed, probe, sufficient
from grader.sandbox.layout import interpreter_paths

pytestmark = pytest.mark.skipif(not sufficient(probe()), reason=str(probe()))

EVERYTHING = frozenset[str]()
WITHOUT_PID = frozenset({"pid", "seccomp"})  # the supervisor has to find the survivors itself
MAY_FORK = Policy(processes=8, threads=8)
CHANNELS: list[socket.socket] = []


@pytest.fixture(autouse=True)
def _no_channel_stays_open() -> Iterator[None]:
    yield
    while CHANNELS:
        CHANNELS.pop().close()


def start(
    main: Callable[[int], None], disabled: frozenset[str] = EVERYTHING, **limits: int
) -> tuple[Handle, socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        handle = fork_sandboxed(Policy(disabled=disabled, **limits), main, theirs)
    CHANNELS.append(ours)
    ours.settimeout(30)
    return handle, ours


def detach(fd: int) -> None:
    """Leave a grandchild in a session of its own, holding the channel; return when it is there."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if os.fork() == 0:
            os.write(fd, b"d")
            os.write(writer, b"d")
            time.sleep(60)
        os._exit(0)
    os.read(reader, 1)


@pytest.mark.parametrize("disabled", [frozenset({"seccomp"}), WITHOUT_PID], ids=["pid namespace", "subreaper"])
def test_a_detached_grandchild_does_not_outlive_its_parent(disabled):
    handle, ours = start(detach, disabled, processes=8)
    assert ours.recv(1) == b"d"
    outcome = handle.wait(60)
    assert outcome is not None
    assert outcome.kind == "exit"
    assert ours.recv(1) == b""  # nobody holds the channel any more


@pytest.mark.parametrize("disabled", [frozenset({"seccomp"}), WITHOUT_PID], ids=["pid namespace", "subreaper"])
def test_killing_ends_the_child_and_all_that_it_started(disabled):
    def main(fd: int) -> None:
        detach(fd)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)

    handle, ours = start(main, disabled, processes=8)
    assert ours.recv(1) == b"d"
    assert handle.wait(0.05) is None
    outcome = handle.kill()
    assert outcome.reason == "was stopped by the grader"
    assert ours.recv(1) == b""


@pytest.mark.parametrize("disabled", [EVERYTHING, frozenset({"seccomp"}), WITHOUT_PID])
def test_everything_ends_when_the_server_is_killed(disabled):
    ours, theirs = socket.socketpair()
    server = os.fork()
    if server == 0:
        ours.close()
        fork_sandboxed(Policy(disabled=disabled), lambda fd: (os.write(fd, b"r"), time.sleep(60))[0], theirs)
        theirs.close()
        signal.pause()
    theirs.close()
    CHANNELS.append(ours)
    ours.settimeout(30)
    assert ours.recv(1) == b"r"
    os.kill(server, signal.SIGKILL)
    os.waitpid(server, 0)
    assert ours.recv(1) == b""


def test_everything_ends_when_the_supervisor_is_killed():
    handle, ours = start(lambda fd: (os.write(fd, b"r"), time.sleep(60))[0])
    assert ours.recv(1) == b"r"
    os.kill(handle.pid, signal.SIGKILL)
    outcome = handle.wait(60)
    assert outcome is not None
    assert outcome.kind == "lost"
    assert ours.recv(1) == b""


def test_the_child_cannot_signal_its_supervisor_through_its_group():
    def main(fd: int) -> None:
        os.killpg(0, signal.SIGKILL)

    handle, _ = start(main, frozenset({"seccomp"}))
    outcome = handle.wait(60)
    assert outcome is not None
    assert (outcome.kind, outcome.signal) == ("signal", signal.SIGKILL)


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        (lambda fd: None, ("exit", 0, 0)),
        (lambda fd: os._exit(7), ("exit", 7, 0)),
        (lambda fd: 1 / 0, ("exit", 1, 0)),
        (lambda fd: sys.exit(3), ("exit", 3, 0)),
        (lambda fd: os.kill(os.getpid(), signal.SIGSEGV), ("signal", 0, signal.SIGSEGV)),
        (lambda fd: os.abort(), ("signal", 0, signal.SIGABRT)),
    ],
)
def test_the_outcome_says_how_it_ended(main, expected):
    outcome = start(main)[0].wait(60)
    assert outcome is not None
    assert (outcome.kind, outcome.code, outcome.signal) == expected


def test_the_handle_becomes_readable_when_the_child_ends():
    import select

    handle, ours = start(lambda fd: os.read(fd, 1) and None)
    assert select.select([handle], [], [], 0.05)[0] == []
    ours.send(b"x")
    assert select.select([handle], [], [], 10)[0] == [handle]
    assert handle.wait(60) is not None


def test_a_child_cannot_pass_for_its_supervisor():
    def forge(fd: int) -> None:
        for place in range(3, 64):
            try:
                os.write(place, b'{"code": 0, "cpu": 0, "peak": 0}\n')
            except OSError:
                continue
        os._exit(9)

    outcome = start(forge)[0].wait(60)
    assert outcome is not None
    assert outcome.code == 9


def test_a_layer_that_fails_is_named_and_nothing_runs():
    def run(fd: int) -> None:
        os.write(fd, b"ran")

    disabled = frozenset(LAYERS) - {"user", "mount", "root"}
    _, ours = start(run, disabled)
    assert ours.recv(3) == b"ran"
    ours, theirs = socket.socketpair()
    with theirs, pytest.raises(SandboxError, match="/nowhere/at/all"):
        fork_sandboxed(Policy(readable=("/nowhere/at/all",), disabled=disabled), run, theirs)
    with ours:
        ours.settimeout(30)
        assert ours.recv(3) == b""


def test_a_readable_path_below_tmp_is_seen_and_cannot_be_written():
    library = Path(tempfile.mkdtemp(dir="/tmp"))  # as an environment that somebody makes in /tmp
    library.chmod(0o755)
    (library / "lib.py").write_text("x = 1\n")

    def main(fd: int) -> None:
        text = (library / "lib.py").read_text()
        Path("/tmp/own").write_text("y")
        try:
            (library / "lib.py").write_text("z")
        except OSError:
            os.write(fd, text.encode())

    ours, theirs = socket.socketpair()
    with theirs:
        handle = fork_sandboxed(Policy(readable=(*interpreter_paths(), str(library))), main, theirs)
    with ours:
        ours.settimeout(30)
        assert ours.recv(100) == b"x = 1\n"
    handle.kill()
    shutil.rmtree(library)


def test_leaving_the_context_of_a_handle_kills():
    handle, ours = start(lambda fd: time.sleep(60))
    with handle:
        assert handle.wait(0.05) is None
    assert ours.recv(1) == b""


def test_output_goes_where_the_server_says():
    reader, writer = os.pipe()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        handle = fork_sandboxed(Policy(), lambda fd: print("hello"), theirs, stdout=writer)
    os.close(writer)
    handle.wait(60)
    with open(reader) as pipe:
        assert pipe.read() == "hello\n"


def test_no_process_and_no_descriptor_is_left_behind():
    def held() -> tuple[int, str]:
        return len(os.listdir("/proc/self/fd")), Path(f"/proc/self/task/{os.getpid()}/children").read_text()

    def run() -> None:
        handle, ours = start(lambda fd: None)
        handle.wait(60)
        ours.close()

    run()
    before = held()
    for _ in range(5):
        run()
        handle, ours = start(lambda fd: time.sleep(60))
        handle.kill()
        ours.close()
    assert held() == before
