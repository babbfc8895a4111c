"""Start another Python that runs this very grader, whatever the caller's environment holds.

Workers and candidate servers decide on points, so nothing of the caller's environment may reach them except what is on
a list: no PYTEST_ADDOPTS, no PYTHONPATH, no other checkout that is installed in the same environment.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from grader.errors import GraderError

ROOT = Path(__file__).resolve().parents[2]  # the folder that holds the package, in a clone or in site-packages
# -P keeps the working directory off the import path and -s a user's packages. -I would do both, but it also ignores
# PYTHONHASHSEED, and then the order of a set would differ from run to run.
BOOT = """import runpy, sys
sys.path.insert(0, {root!r})
import grader
{after}sys.argv = [{module!r}, *sys.argv[1:]]
runpy.run_module({module!r}, run_name='__main__', alter_sys=True)
"""
FORGET = "sys.path.remove({root!r})\n"

# How torch computes wherever a submission runs, in a student's own run as in a graded one.
COMPUTING = {
    # A thread that waits for others sleeps. By default it spins, and where other programs run, it spins in the way of
    # the very thread that it waits for. The second name is for Intel's and LLVM's library, as on macOS.
    "OMP_WAIT_POLICY": "PASSIVE",
    "KMP_BLOCKTIME": "0",
    # `@torch.compile` leaves a function as it is: no sandbox has a compiler, and numbers do not depend on it.
    "TORCHDYNAMO_DISABLE": "1",
}
FIXED = {
    "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # so that the order of a set is the same when a verdict is replayed
    "MPLBACKEND": "Agg",
    **COMPUTING,
}
# What the system needs to start a program, and where temporary files go. None of it changes what a check computes.
KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
# What measures coverage. A worker is measured, a candidate is not: behind the walls coverage can write no file, and
# says so on the standard error that becomes part of the verdict.
MEASURES = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG", "COVERAGE_FILE")


def command(module: str, arguments: Sequence[str] = (), *, only_grader: bool = False) -> list[str]:
    """Return the command that runs `module` of this grader in a new Python.

    The folder of this grader comes first on its import path. With `only_grader` it is removed again once the package is
    imported, so that nothing beside the package can be imported from there.
    """
    root = str(ROOT)
    boot = BOOT.format(root=root, module=module, after=FORGET.format(root=root) if only_grader else "")
    return [sys.executable, "-s", "-P", "-c", boot, *arguments]


def environment(more: Mapping[str, str] | None = None, *, measured: bool = True) -> dict[str, str]:
    """Return the environment of such a Python: fixed values, `more`, and those of the caller's that are on the list."""
    kept = KEPT + MEASURES if measured else KEPT
    return {**FIXED, **{name: os.environ[name] for name in kept if name in os.environ}, **(more or {})}


def require_libraries() -> None:
    """Raise GraderError, with what to do, if a library that every check imports is missing here."""
    for library in ("torch", "hypothesis"):
        if importlib.util.find_spec(library) is None:
            raise GraderError(how_to_install(library))


def how_to_install(library: str) -> str:
    """Return the sentence for somebody in whose environment a library of the course is missing."""
    return (
        f"{library} is not installed in this environment ({sys.prefix}); "
        "in the folder of the course, run: python -m pip install -c constraints.txt -e ."
    )


def prepare_computing() -> None:
    """Set `COMPUTING` for this process. Call it before torch is imported, which reads most of it only then."""
    os.environ.update(COMPUTING)


def start_worker(module: str, first_line: bytes, log: IO[bytes], folder: str | None = None) -> subprocess.Popen[bytes]:
    """Start `module` as a worker of a pool, in a folder, and write it the line that says what it is for.

    It leads a session of its own: Ctrl-C is for the process that hands out work to handle.
    """
    process = subprocess.Popen(
        command(module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment(),
        start_new_session=True, cwd=folder,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(first_line + b"\n")
    process.stdin.flush()
    return process
