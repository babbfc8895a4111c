"""What a student waits for: `pytest exercises/lesson5 -m "not training"` beside importing what it needs.

`python benchmarks/student.py` runs both sides in turn and prints the ratios of medians, of wall time and of CPU time
(the latter hardly depends on what else the machine does). Solved exercises stand beside importing torch, hypothesis
and pytest; fresh stubs beside importing torch.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from record import record

ROOT = Path(__file__).parents[1]
CHECK = ["-m", "pytest", "-q", "-m", "not training"]
TARGET = 2.0


def measure(arguments: list[str]) -> tuple[float, float]:
    """Run Python once; return its wall and its CPU seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode not in (0, 1):  # 1: checks have failed, as those of stubs do
        raise SystemExit(ended.stdout + ended.stderr)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(what: str, ours: list[str], base: list[str], rounds: int) -> dict[str, Any]:
    """Measure both sides in turn, print the ratios of medians and return the row of wall times."""
    measure(ours)  # fills caches of bytecode
    pairs = [(measure(base), measure(ours)) for _ in range(rounds)]
    for kind, index in (("wall", 0), ("CPU", 1)):
        below, above = (statistics.median(pair[side][index] for pair in pairs) for side in (0, 1))
        ratio = f"{above / below:.2f} (target <= {TARGET})"
        print(f"{what}, {kind}: {above:.2f} s / {below:.2f} s = {ratio}, {rounds} rounds", flush=True)
        if kind == "wall":
            row = {"ratio": above / below, "target": f"<= {TARGET}", "measured": f"{above:.2f} s / {below:.2f} s"}
    return {**row, "command": "python benchmarks/student.py"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lesson", default="lesson5")
    given = parser.parse_args()
    checks = [*CHECK, f"exercises/{given.lesson}"]
    needed = ["-c", "import torch, hypothesis, pytest"]
    solved = [*checks, "--against", "solutions"]
    row = compare("solved / import torch, hypothesis, pytest", solved, needed, given.rounds)
    what = '`pytest exercises/lesson5 -m "not training"`, solved / importing torch, hypothesis and pytest'
    record("student", {"rows": [{"what": what, **row}]})
    compare("fresh stubs / import torch", checks, ["-c", "import torch"], given.rounds)


if __name__ == "__main__":
    main()
