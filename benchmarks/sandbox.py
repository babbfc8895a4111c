"""What the sandbox costs: from the call to the first byte of the child, and until nothing of it is left.

Run on an idle machine: `python benchmarks/sandbox.py [repetitions]`. The parent has torch imported, as the warm
server has.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import socket

import torch
import torch._dynamo

from grader.sandbox import Handle, Policy, fork_sandboxed, probe
from grader.sandbox.bubblewrap import spawn_strict


def answer(fd: int) -> None:
    os.write(fd, b"x")


def measure(name: str, repetitions: int, begin: Callable[[socket.socket], Handle]) -> None:
    first, gone = [], []
    for _ in range(repetitions):
        ours, theirs = socket.socketpair()
        with ours:
            start = time.perf_counter()
            with theirs:
                handle = begin(theirs)
            ours.recv(1)
            first.append(time.perf_counter() - start)
            handle.wait()
            gone.append(time.perf_counter() - start)
    show(name, first, gone)


def show(name: str, *series: list[float]) -> None:
    cells = [f"{statistics.median(s) * 1e3:7.1f} ({min(s) * 1e3:.1f} to {max(s) * 1e3:.1f})" for s in series]
    print(f"{name:<34}" + "".join(f"{cell:>30}" for cell in cells))


def bare_fork() -> float:
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    start = time.perf_counter()
    print(probe())
    print(f"probe: {(time.perf_counter() - start) * 1e3:.0f} ms; load {os.getloadavg()[0]:.1f}\n")
    print(f"{'ms, median (min to max)':<34}{'to the first byte':>30}{'to the end of all':>30}")
    forks = [bare_fork() for _ in range(repetitions)]
    show("fork and wait, for comparison", forks, forks)
    none, every = Policy(isolation="none"), Policy()
    measure("limits only (none)", repetitions, lambda theirs: fork_sandboxed(none, answer, theirs))
    measure("every layer (auto)", repetitions, lambda theirs: fork_sandboxed(every, answer, theirs))
    if probe().bubblewrap:
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder, "answer")
            package.mkdir()
            package.chmod(0o755)
            (package / "__init__.py").write_text("import os\ndef main(fd):\n    os.write(fd, b'x')\n")
            found, strict = {"answer": str(package)}, Policy(isolation="strict")
            for name, preload in (("bubblewrap (strict), bare", ()), ("bubblewrap (strict), torch", ("torch",))):
                measure(
                    name,
                    3,
                    lambda theirs, preload=preload: spawn_strict(
                        strict, "answer", theirs, packages=found, preload=preload
                    ),
                )


if __name__ == "__main__":
    main()
