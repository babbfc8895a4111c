"""Each layer alone stops its own attack, and without any layer the attack succeeds."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox import probe, syscalls

# A layer with what it stands on.
ROOT = {"user", "mount", "root"}
NET, PID = {"user", "net"}, {"user", "pid"}
LANDLOCK, SECCOMP = {"no_new_privs", "landlock"}, {"no_new_privs", "seccomp"}
NAMES = {id(ROOT): "root", id(NET): "net", id(PID): "pid", id(LANDLOCK): "landlock", id(SECCOMP): "seccomp"}


def stopped_by(*layers: set[str], landlock: int = 1) -> pytest.MarkDecorator:
    """Parametrize with each of these layers alone, then with all; `landlock` is the version that it takes."""
    cases = [
        pytest.param(
            only,
            id=NAMES[id(only)],
            marks=pytest.mark.skipif(
                only is LANDLOCK and probe().landlock < landlock, reason=f"needs Landlock v{landlock}"
            ),
        )
        for only in layers
    ]
    return pytest.mark.parametrize("only", [*cases, pytest.param(None, id="all")])


def read(path: Path) -> Callable[[], object]:
    return lambda: path.read_text()


@stopped_by(ROOT, LANDLOCK)
def test_a_file_outside_cannot_be_read(attempt, outside, only):
    assert "answer" in attempt(read(outside / "secret.txt"), set()).said
    assert "answer" not in attempt(read(outside / "secret.txt"), only).said


@stopped_by(ROOT, LANDLOCK)
def test_a_folder_outside_cannot_be_listed(attempt, outside, only):
    assert "secret.txt" in attempt(lambda: os.listdir(outside), set()).said
    assert "secret.txt" not in attempt(lambda: os.listdir(outside), only).said


@stopped_by(ROOT, LANDLOCK)
def test_nothing_is_written_outside(attempt, outside, only):
    mark = outside / "mark"

    def write() -> None:
        mark.write_text("was here")

    attempt(write, set())
    assert mark.exists()
    mark.unlink()
    attempt(write, only)
    assert not mark.exists()


@stopped_by(ROOT, LANDLOCK, landlock=3)
def test_a_file_outside_cannot_be_cut_off(attempt, outside, only):
    def cut() -> None:
        os.truncate(outside / "secret.txt", 1)

    whole = (outside / "secret.txt").read_text()
    attempt(cut, set())
    assert (outside / "secret.txt").stat().st_size == 1
    (outside / "secret.txt").write_text(whole)
    attempt(cut, only)
    assert (outside / "secret.txt").read_text() == whole


@stopped_by(ROOT, LANDLOCK)
def test_the_environment_of_another_process_cannot_be_read(attempt, victim, only):
    environment = Path(f"/proc/{victim.pid}/environ")
    assert "PATH=" in attempt(read(environment), set()).said
    assert "PATH=" not in attempt(read(environment), only).said


@pytest.fixture
def server() -> Iterator[int]:
    """The port of a TCP server that accepts everyone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@stopped_by(NET, LANDLOCK, SECCOMP, landlock=4)
def test_tcp_reaches_nobody(attempt, server, only):
    def connect() -> str:
        with socket.socket() as client:
            client.connect(("127.0.0.1", server))
        return "connected"

    assert "connected" in attempt(connect, set()).said
    assert "connected" not in attempt(connect, only).said


@stopped_by(NET, SECCOMP)
def test_udp_reaches_nobody(attempt, only):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(0.2)
        address = listener.getsockname()

        def send() -> None:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.sendto(b"hello", address)

        attempt(send, set())
        assert listener.recv(10) == b"hello"
        attempt(send, only)
        with pytest.raises(TimeoutError):
            listener.recv(10)


def _connect_unix(address: str) -> str:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(address)
    return "connected"


@stopped_by(ROOT, SECCOMP)
def test_a_unix_socket_in_the_file_system_cannot_be_reached(attempt, outside, only):
    address = str(outside / "socket")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        os.chmod(address, 0o777)
        listener.listen()
        assert "connected" in attempt(lambda: _connect_unix(address), set()).said
        assert "connected" not in attempt(lambda: _connect_unix(address), only).said


@stopped_by(NET, LANDLOCK, SECCOMP, landlock=6)
def test_an_abstract_unix_socket_cannot_be_reached(attempt, only):
    address = f"\0sandbox-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        assert "connected" in attempt(lambda: _connect_unix(address), set()).said
        assert "connected" not in attempt(lambda: _connect_unix(address), only).said


def test_a_process_outside_can_be_killed_without_layers(attempt, victim):
    attempt(lambda: os.kill(victim.pid, signal.SIGKILL), set())
    assert victim.ends_within(10)


@stopped_by(PID, LANDLOCK, SECCOMP, landlock=6)
def test_a_process_outside_cannot_be_killed(attempt, victim, only):
    said = attempt(lambda: os.kill(victim.pid, signal.SIGKILL), only).said
    assert "PermissionError" in said or "ProcessLookupError" in said
    assert not victim.ends_within(0.2)


@stopped_by(PID, LANDLOCK, SECCOMP)
def test_a_process_outside_cannot_be_traced(attempt, victim, only):
    def trace() -> str:
        syscalls.libc()
        if ctypes.CDLL(None).ptrace(0x4206, victim.pid, 0, 0) != 0:  # PTRACE_SEIZE
            raise OSError("refused")
        return "attached"

    assert "attached" in attempt(trace, set()).said
    assert "attached" not in attempt(trace, only).said
    assert not victim.ends_within(0.2)


CALLS = {"memfd_create": 319, "unshare": 272, "bpf": 321, "io_uring_setup": 425, "keyctl": 250, "userfaultfd": 323}
CALLS |= {"perf_event_open": 298, "process_vm_readv": 310, "pidfd_open": 434, "setns": 308, "mount": 165, "shmget": 29}
CALLS |= {"memfd_secret": 447, "personality": 135, "ptrace": 101, "fsopen": 430, "init_module": 175, "setsid": 112}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86_64")
@pytest.mark.parametrize("name", CALLS)
def test_dangerous_system_calls_are_refused(attempt, name):
    def call() -> str:
        libc = ctypes.CDLL(None, use_errno=True)
        result = libc.syscall(CALLS[name], 0, 0, 0, 0, 0, 0)
        return f"{result} {ctypes.get_errno()}"

    assert attempt(call, SECCOMP).said == "'-1 1'"
    if attempt(call, set()).said == "'-1 1'":
        pytest.skip(f"this kernel refuses {name} to this user without any layer too")


def test_root_gives_up_its_number_and_capabilities(attempt):
    def status() -> str:
        with open("/proc/self/status") as file:
            return file.read()

    before = attempt(status, {"user"}).said  # who has a space of users to itself may do everything there
    assert "CapEff:\\t0000000000000000" not in before
    assert "NoNewPrivs:\\t0" in before
    only = {"uid", "user", "capabilities", "no_new_privs"}
    said = attempt(status, only).said
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert f"{name}:\\t0000000000000000" in said
    assert "NoNewPrivs:\\t1" in said
    assert "Uid:\\t0" not in said


def test_the_host_name_cannot_be_changed(attempt):
    def take() -> str:
        socket.sethostname("taken")
        return socket.gethostname()

    before = socket.gethostname()
    may_change = {"uts"} if attempt.who == "root" else {"user", "uts"}
    try:
        assert attempt(take, may_change).said == "'taken'"  # a name of its own
        assert socket.gethostname() == before
    finally:
        if socket.gethostname() != before:
            socket.sethostname(before)


def test_threads_work_behind_every_layer(attempt):
    def count() -> int:
        found: list[int] = []
        threads = [threading.Thread(target=found.append, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(found)

    assert attempt(count).said == "4"


def test_every_layer_that_the_machine_grants_is_reported_as_applied(attempt):
    applied = attempt(lambda: None).applied
    assert {"mount", "pid", "net", "ipc", "uts", "root", "user", "landlock", "seccomp"} <= set(applied) | set(
        probe().missing
    )
    assert applied[-1] == "seccomp"
    assert ("uid" in applied) == (attempt.who == "root")
