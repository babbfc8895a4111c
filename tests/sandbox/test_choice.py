"""What is refused, what is reported, and what the filter says on machines that are not at hand."""

from __future__ import annotations

import errno
import os
import socket
import struct
import sys
from pathlib import Path

import pytest

from grader.sandbox import (
    LAYERS,
    Policy,
    ProbeReport,
    SandboxError,
    fork_sandboxed,
    layout,
    probe,
    seccomp,
    sufficient,
    tables,
)
from grader.sandbox.enter import choose_layers


def lacking(*layers: str, landlock: int = 6, user: str = "as uid 1000") -> ProbeReport:
    return ProbeReport(dict.fromkeys(layers, "not here"), 0 if "landlock" in layers else landlock, user)


NAMESPACES = ("user", "mount", "pid", "net", "ipc", "uts", "root")


@pytest.mark.parametrize(
    ("report", "enough"),
    [
        (lacking(), True),
        (lacking(*NAMESPACES), True),
        (lacking(*NAMESPACES, landlock=2), False),
        (lacking(*NAMESPACES, "landlock"), False),
        (lacking(*NAMESPACES, "seccomp"), False),
        (lacking("landlock", "seccomp"), True),
        (lacking("rlimits"), False),
        (lacking("no_new_privs"), False),
        (lacking("uid", user="as root"), False),
        (lacking(*LAYERS), False),
    ],
)
def test_network_files_and_processes_must_each_be_covered(report, enough):
    assert sufficient(report) is enough
    assert ("NOT ISOLATED" in str(report)) is not enough


def test_too_little_isolation_is_refused_with_a_way_out():
    with pytest.raises(SandboxError, match="--isolation none"):
        choose_layers(Policy(), lacking(*LAYERS))
    assert choose_layers(Policy(isolation="none"), lacking("seccomp")) == {"rlimits"}


def test_the_report_names_what_is_missing_and_why():
    line = str(lacking("landlock"))
    assert line.startswith("isolation: namespaces, tmpfs root, seccomp, rlimits")
    assert "landlock: not here" in line


def test_other_systems_are_reported_as_not_isolated(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    probe.cache_clear()
    try:
        report = probe()
    finally:
        probe.cache_clear()
    assert report.available == {"rlimits"}
    assert not sufficient(report)


def test_an_unknown_layer_is_an_error():
    with pytest.raises(ValueError, match="no such layer: firewall"):
        Policy(disabled=frozenset({"firewall"}))


def test_a_strict_policy_does_not_fork():
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(SandboxError, match="spawn_strict"):
        fork_sandboxed(Policy(isolation="strict"), print, theirs)


def test_a_hidden_path_below_a_readable_one_is_an_error(tmp_path):
    (tmp_path / "solutions").mkdir()
    with pytest.raises(ValueError, match="to a folder of its own"):
        layout.plan((str(tmp_path),), (str(tmp_path / "solutions"),))


def test_links_on_the_way_are_made_again_and_their_targets_bound(tmp_path):
    (tmp_path / "real" / "lib").mkdir(parents=True)
    (tmp_path / "name").symlink_to("real")
    (tmp_path / "absolute").symlink_to(tmp_path / "name")
    plan = layout.plan((str(tmp_path / "absolute" / "lib"),))
    assert plan.binds == (str(tmp_path / "real" / "lib"),)
    assert set(plan.links) == {
        (str(tmp_path / "name"), "real"),
        (str(tmp_path / "absolute"), str(tmp_path / "name")),
    }


def test_the_layout_shows_the_interpreter_and_not_the_repository():
    binds = layout.plan(layout.interpreter_paths()).binds
    repository = str(Path(__file__).resolve().parents[2])
    assert not any(repository == path or repository.startswith(path + "/") for path in binds)
    assert any(os.path.realpath(os.__file__).startswith(path + "/") for path in binds)


def run_filter(program: bytes, machine: str, number: int, *args: int, arch: int | None = None) -> int | str:
    """Interpret the BPF program as the kernel would; return 'allow', 'kill' or the error number."""
    words = (*args, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", number, tables.AUDIT_ARCH[machine] if arch is None else arch, 0, *words)
    code = list(struct.iter_unpack("<HBBI", program))
    place = accumulator = 0
    while True:
        operation, true, false, operand = code[place]
        place += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif operation == 0x54:
            accumulator &= operand
        elif operation == 0x06:
            return {0x7FFF0000: "allow", 0x80000000: "kill"}.get(operand, operand & 0xFFFF)
        else:
            holds = {0x15: accumulator == operand, 0x35: accumulator >= operand, 0x25: accumulator > operand}
            place += true if holds[operation] else false


# name, number on x86_64 and on aarch64, arguments, verdict
CALLS = [
    ("read", 0, 63, (), "allow"),
    ("openat", 257, 56, (), "allow"),
    ("futex", 202, 98, (), "allow"),
    ("socket", 41, 198, (), errno.EPERM),
    ("connect", 42, 203, (), errno.EPERM),
    ("ptrace", 101, 117, (), errno.EPERM),
    ("memfd_create", 319, 279, (), errno.EPERM),
    ("io_uring_setup", 425, 425, (), errno.EPERM),
    ("pidfd_getfd", 438, 438, (), errno.EPERM),
    ("clone3", 435, 435, (), errno.ENOSYS),
    ("a call of tomorrow", 5000, 5000, (), errno.ENOSYS),
    ("clone of a thread", 56, 220, (0x3D0F00,), "allow"),
    ("clone of a process", 56, 220, (17,), errno.EPERM),
    ("clone with CLONE_NEWUSER", 56, 220, (0x10000000 | 0x10000,), errno.EPERM),
    ("kill itself", 62, 129, (2,), "allow"),
    ("kill another", 62, 129, (3,), errno.EPERM),
    ("kill all", 62, 129, (0xFFFFFFFFFFFFFFFF,), errno.EPERM),
    ("socketpair of streams", 53, 199, (1, 1 | 0o2000000), "allow"),
    ("socketpair of datagrams", 53, 199, (1, 2), errno.EPERM),
    ("prctl(PR_SET_NAME)", 157, 167, (15,), "allow"),
    ("prctl(PR_SET_PDEATHSIG)", 157, 167, (1,), errno.EPERM),
    ("prctl with rubbish above", 157, 167, (15 | 1 << 32,), "allow"),
    ("ioctl(TIOCSTI)", 16, 29, (0, 0x5412), errno.ENOTTY),
    ("fcntl(F_SETOWN)", 72, 25, (0, 8), errno.EINVAL),
    ("prlimit of another", 302, 261, (1,), errno.EPERM),
]


@pytest.mark.parametrize("machine", tables.MACHINES)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_the_filter_decides_alike_on_both_machines(machine, call):
    program = seccomp.program(machine, own_pid=2, may_fork=False, may_exec=False)
    _, intel, arm, args, verdict = call
    assert run_filter(program, machine, intel if machine == "x86_64" else arm, *args) == verdict


def test_forks_need_permission_and_namespaces_never_get_it():
    program = seccomp.program("x86_64", own_pid=2, may_fork=True, may_exec=False)
    assert run_filter(program, "x86_64", 56, 17) == "allow"
    assert run_filter(program, "x86_64", 56, 17 | 0x20000) == errno.EPERM


def test_a_foreign_architecture_and_the_second_numbering_of_x86_are_fatal():
    program = seccomp.program("x86_64", own_pid=2, may_fork=False, may_exec=False)
    assert run_filter(program, "x86_64", 0, arch=0x40000003) == "kill"  # i386
    assert run_filter(program, "x86_64", 0x40000000) == "kill"  # x32's read


def test_a_filter_fits_into_a_pipe_and_below_the_kernels_limit():
    program = seccomp.program("x86_64", own_pid=2, may_fork=False, may_exec=False)
    assert len(program) // 8 <= 4096
    assert len(program) < 4096
