"""The reference beside other programs: does it pass, in how much time on the wall and on processors?

    python benchmarks/load.py [--loops N ...] [--what trainings|solutions|grade] [--lesson LESSON]

Starts N busy loops, each in a session of its own as another user's program would be, and then runs the trainings of a
lesson (`pytest exercises/LESSON -m training --against solutions`), all checks of all lessons (`solutions`), or a class
of one that hands in the reference (`grader grade`). Nothing is remembered from earlier runs.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from record import record, recorded

ROOT = Path(__file__).resolve().parents[1]
BUSY = [sys.executable, "-c", "while True: pass"]


@contextlib.contextmanager
def busy_loops(count: int) -> Iterator[None]:
    """Keep the processors busy while the block runs."""
    loops = [subprocess.Popen(BUSY, start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def command(what: str, lesson: str, folder: Path) -> list[str]:
    """Return the command to run; `folder` is empty and may be written to."""
    pytest = [sys.executable, "-m", "pytest", "--against", "solutions", "-p", "no:cacheprovider", "-q"]
    if what == "trainings":
        return [*pytest, f"exercises/{lesson}", "-m", "training"]
    if what == "solutions":
        return [*pytest, "exercises"]
    student = folder / "in" / "reference"
    shutil.copytree(ROOT / "solutions" / lesson, student)
    out = str(folder / "out")
    return [
        sys.executable,
        "-m",
        "grader",
        "grade",
        str(student.parent),
        "--lesson",
        lesson,
        "--out",
        out,
        "--seed",
        "1",
    ]


def run(what: str, lesson: str, loops: int) -> dict[str, object]:
    """Return what came of one run, with its seconds on the wall and on processors."""
    with tempfile.TemporaryDirectory() as folder, busy_loops(loops):
        begun = time.monotonic()
        process = subprocess.Popen(
            command(what, lesson, Path(folder)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
    lines = [line for line in said.splitlines() if " of " in line or "graded" in line or "incomplete" in line]
    return {
        "what": what if what == "solutions" else f"{what} of {lesson}",
        "loops": loops,
        "wall": round(wall, 1),
        "load": round(os.getloadavg()[1], 1),  # average of the last five minutes, with whatever else ran
        "processor": round(usage.ru_utime + usage.ru_stime, 1),
        "status": os.waitstatus_to_exitcode(status),
        "said": lines[-1] if lines else said[-300:],
    }


def main() -> None:
    """Run, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loops", type=int, nargs="+", default=[0, 2, 10])
    parser.add_argument("--what", choices=["trainings", "solutions", "grade"], default="trainings")
    parser.add_argument("--lesson", default="lesson5")
    options = parser.parse_args()
    rows = {(row["what"], row["loops"]): row for row in (recorded("load") or {}).get("rows", [])}
    print(f"{os.cpu_count()} processors")
    for loops in options.loops:
        row = run(options.what, options.lesson, loops)
        rows[row["what"], row["loops"]] = row
        print("{what}, {loops} busy loops, load {load}: {wall} s on the wall, {processor} s on processors, "
              "exit status {status}: {said}".format(**row), flush=True)  # fmt: skip
    record("load", {"processors": os.cpu_count(), "rows": list(rows.values())})


if __name__ == "__main__":
    main()
