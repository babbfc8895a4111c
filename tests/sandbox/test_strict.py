"""Strict isolation: a cold Python under bubblewrap."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from grader.sandbox import Outcome, Policy, SandboxError, probe
from grader.sandbox.bubblewrap import spawn_strict

STRICT = Policy(isolation="strict", memory_bytes=1 << 30)
needs_bubblewrap = pytest.mark.skipif(probe().bubblewrap is None, reason="bubblewrap is not installed")

# What runs inside: try everything, send what came of it.
ATTACKS = """
import ctypes, os, socket, subprocess, time

def attempt(action):
    try:
        return str(action())
    except BaseException as error:
        return "refused: " + type(error).__name__

def main(fd):
    libc = ctypes.CDLL(None)
    print("ready", flush=True)
    said = {
        "shadow": attempt(lambda: open("/etc/shadow").read()),
        "repository": attempt(lambda: open(REPOSITORY + "/README.md").read()),
        "write": attempt(lambda: open("/x", "w")),
        "write itself": attempt(lambda: open(__file__, "a")),
        "tmp": attempt(lambda: open("/tmp/x", "w").write("ok")),
        "fill": attempt(lambda: open("/tmp/y", "w").write("x" * (100 << 20))),
        "network": attempt(socket.socket),
        "fork": attempt(os.fork),
        "program": attempt(lambda: subprocess.run(["/usr/bin/env"])),
        "memory": attempt(lambda: len(bytearray(2 << 30))),
        "memfd": attempt(lambda: os.memfd_create("x")),
        "processes": attempt(lambda: [p for p in os.listdir("/proc") if p.isdigit()]),
        "root": attempt(lambda: os.getuid() == 0),
        "descriptors": attempt(lambda: sorted(os.listdir("/proc/self/fd"))),
        "environment": attempt(lambda: sorted(os.environ)),
    }
    os.write(fd, repr(said).encode())
    if END == "spin":
        while True:
            pass
    if END == "abort":
        os.abort()
"""


def run(tmp_path: Path, policy: Policy, end: str = "") -> tuple[dict[str, str], Outcome, tuple[str, ...]]:
    package = tmp_path / "attacks"
    package.mkdir()
    repository = str(Path(__file__).resolve().parents[2])
    (package / "__init__.py").write_text(f"REPOSITORY, END = {repository!r}, {end!r}\n{ATTACKS}")
    ours, theirs = socket.socketpair()
    with ours:
        handle = spawn_strict(policy, "attacks", theirs, packages={"attacks": str(package)}, preload=())
        theirs.close()
        said = eval(ours.recv(100_000).decode())
        outcome = handle.wait(120) or handle.kill()
    return said, outcome, handle.applied


@needs_bubblewrap
def test_every_attack_is_refused_and_the_channel_works(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADING_SECRET", "seed 7")
    said, outcome, applied = run(tmp_path, STRICT)
    refused = {name for name, what in said.items() if what.startswith("refused")}
    assert refused == {"shadow", "repository", "write", "write itself", "fill", "network", "fork", "program"} | {
        "memory",
        "memfd",
    }
    assert said["tmp"] == "2"
    assert said["processes"] == "['1']"  # itself: no process of bubblewrap's, which it could read and write
    assert said["root"] == "False"
    assert said["descriptors"] == "['0', '1', '2', '3', '4']"  # the last one is the folder being read
    assert "GRADING_SECRET" not in said["environment"]
    assert (outcome.kind, outcome.code) == ("exit", 0)
    assert {"bubblewrap", "seccomp", "rlimits"} <= set(applied)


@needs_bubblewrap
def test_processor_time_ends_at_its_limit(tmp_path):
    _, outcome, _ = run(tmp_path, Policy(isolation="strict", cpu_seconds=2), end="spin")
    assert outcome.reason == "used up its 2 s of processor time"


@needs_bubblewrap
def test_a_crash_is_seen(tmp_path):
    _, outcome, _ = run(tmp_path, STRICT, end="abort")
    assert outcome.kind == "signal"


@needs_bubblewrap
def test_killing_ends_it(tmp_path):
    package = tmp_path / "sleeper"
    package.mkdir()
    (package / "__init__.py").write_text("import time\ndef main(fd):\n    time.sleep(60)\n")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        handle = spawn_strict(STRICT, "sleeper", theirs, packages={"sleeper": str(package)}, preload=())
        theirs.close()
        outcome = handle.kill()
        ours.settimeout(5)
        assert outcome.kind == "signal"
        assert ours.recv(1) == b""


@needs_bubblewrap
def test_torch_can_be_preloaded(tmp_path):
    package = tmp_path / "learner"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import os\ndef main(fd):\n    import torch\n    os.write(fd, str(float(torch.ones(2, 2).sum())).encode())\n"
    )
    ours, theirs = socket.socketpair()
    with ours, theirs:
        handle = spawn_strict(STRICT, "learner", theirs, packages={"learner": str(package)})
        theirs.close()
        assert ours.recv(10) == b"4.0"
        assert handle.wait(120) is not None


def test_without_bubblewrap_it_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    probe.cache_clear()
    ours, theirs = socket.socketpair()
    try:
        with ours, theirs, pytest.raises(SandboxError, match="apt-get install bubblewrap"):
            spawn_strict(STRICT, "json", theirs, packages={})
    finally:
        monkeypatch.undo()
        probe.cache_clear()
    assert os.environ["PATH"] != "/nowhere"
