"""Fork bombs, memory, disk, processor time and descriptors end at their limits."""

from __future__ import annotations

import ctypes
import mmap
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

MIB = 1 << 20


def fork_many() -> int:
    """Start processes until the system refuses, at most 100; return how many."""
    for started in range(100):
        try:
            pid = os.fork()
        except OSError:
            return started
        if pid == 0:
            time.sleep(60)
            os._exit(0)
    return 100


def test_seccomp_forbids_any_second_process(attempt):
    assert attempt(fork_many, {"no_new_privs", "seccomp"}).said == "0"


def test_a_fork_bomb_ends_at_the_limit_of_processes(attempt):
    result = attempt(fork_many, {"user", "pid", "uid", "rlimits"}, processes=4, threads=8)
    assert 0 < int(result.said) <= 12


def test_a_fork_bomb_is_gone_when_its_parent_is(attempt):
    started = time.monotonic()
    assert int(attempt(fork_many, {"user", "pid", "uid", "rlimits"}, processes=4, threads=8).said) > 0
    assert time.monotonic() - started < 50  # each of them would sleep for 60


def test_programs_cannot_be_started(attempt):
    said = attempt(lambda: os.execv("/usr/bin/env", ["env"])).said
    assert "PermissionError" in said


def test_memory_ends_at_its_limit(attempt):
    def take(mebibytes: int) -> int:
        # Mapped anew: what a training in this test run left free on the heap was counted before the limit is set.
        return len(mmap.mmap(-1, mebibytes * MIB))

    assert attempt(lambda: take(100), memory_bytes=200 * MIB).said == str(100 * MIB)
    assert "Cannot allocate memory" in attempt(lambda: take(300), memory_bytes=200 * MIB).said


def test_a_memory_file_is_no_way_around_the_limit(attempt):
    def take() -> int:
        fd = os.memfd_create("hoard")
        os.ftruncate(fd, 300 * MIB)
        return fd

    assert "PermissionError" in attempt(take, memory_bytes=200 * MIB).said


def test_the_disk_ends_at_its_limit(attempt):
    def fill() -> None:
        for number in range(64):
            Path(f"/tmp/{number}").write_bytes(b"x" * MIB)

    assert "No space left" in attempt(fill, disk_bytes=8 * MIB).said


def test_a_file_ends_at_its_limit_and_the_number_of_files_too(attempt, outside):
    def large() -> None:
        (outside / "large").write_bytes(b"x" * 9 * MIB)

    def many() -> None:
        for number in range(100_000):
            Path(f"/tmp/{number}").touch()

    assert "File too large" in attempt(large, {"rlimits"}, disk_bytes=8 * MIB).said
    assert (outside / "large").stat().st_size == 8 * MIB
    assert "No space left" in attempt(many).said


def test_without_a_root_of_its_own_it_can_write_nowhere(attempt):
    said = attempt(lambda: Path("/tmp/x").write_text("x"), {"no_new_privs", "landlock", "seccomp"}).said
    assert "PermissionError" in said


def test_the_sandbox_itself_offers_only_tmp_for_writing(attempt):
    for place in ("/x", "/dev/x", "/usr/lib/x", "/etc/x"):
        said = attempt(lambda place=place: Path(place).write_text("x"), {"user", "mount", "root", "uid"}).said
        assert "Read-only" in said or "PermissionError" in said, place
    assert attempt(lambda: Path("/tmp/x").write_text("x")).said == "1"


def test_descriptors_end_at_their_limit(attempt):
    said = attempt(lambda: [os.open("/dev/null", os.O_RDONLY) for _ in range(100)], files=32).said
    assert "Too many open files" in said


def test_processor_time_ends_at_its_limit(attempt):
    def spin() -> None:
        while True:
            pass

    outcome = attempt(spin, cpu_seconds=1).outcome
    assert outcome.kind == "signal"
    assert outcome.reason == "used up its 1 s of processor time"


def test_no_descriptor_of_the_parent_is_inherited(attempt, outside):
    def descriptors() -> list[int]:
        found = []
        for fd in range(256):
            try:
                os.fstat(fd)
            except OSError:
                continue
            found.append(fd)
        return found

    with open(outside / "secret.txt") as secret:
        os.set_inheritable(secret.fileno(), True)
        assert attempt(descriptors).said == "[0, 1, 2, 3]"
        assert attempt(descriptors, set()).said == "[0, 1, 2, 3]"


def test_the_environment_is_a_short_list(attempt, monkeypatch):
    monkeypatch.setenv("GRADING_SECRET", "seed 7")
    said = attempt(lambda: (dict(os.environ), ctypes.CDLL(None).getenv(b"GRADING_SECRET"))).said
    assert "'HOME': '/tmp'" in said
    assert "SECRET" not in said
    assert said.endswith(" 0)")


def test_writing_to_dev_null_works(attempt):
    assert attempt(lambda: Path(os.devnull).write_text("x")).said == "1"


TRAIN = """
import runpy, sys

def train():
    import torch
    torch.set_num_threads(2)
    model = torch.nn.Sequential(torch.nn.Linear(64, 512), torch.nn.Tanh(), torch.nn.Linear(512, 1))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    x = torch.randn(4096, 64)
    for _ in range(5):
        loss = (model(x) - 1).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item() < 1.5

attempt = runpy.run_path(sys.argv[1])["Attempt"](sys.argv[2])
print(attempt(train, memory_bytes=4 << 30).said)
"""


def test_torch_trains_with_two_threads(attempt):
    if attempt.who != "root" and os.geteuid() == 0:
        pytest.skip("the interpreter may lie where only root can read")
    # From a new Python: OpenMP's threads do not survive a fork, and this one may have trained before.
    conftest = str(Path(__file__).with_name("conftest.py"))
    command = [sys.executable, "-c", TRAIN, conftest, attempt.who]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.stdout == "True\n", done.stderr


@pytest.mark.parametrize("module", ["numpy.fft", "torch.distributions", "matplotlib.pyplot"])
def test_installed_packages_can_be_imported_when_they_are_needed(attempt, module):
    if attempt.who != "root" and os.geteuid() == 0:
        pytest.skip("the interpreter may lie where only root can read")
    said = attempt(lambda: __import__(module).__name__, cpu_seconds=60, memory_bytes=2 << 30).said
    assert said == repr(module.split(".")[0])
