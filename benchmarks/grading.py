"""How many submissions a minute `grader grade` does, beside a fresh pytest for each, with the same checks.

    python benchmarks/grading.py [--submissions 500] [--jobs 2] [--fresh 5]
    python benchmarks/grading.py --memory [100 2000]

Every submission is the reference of lesson 5 with a comment of its own, so that none is copied from another; trainings
are left out on both sides. With `--memory`: the largest resident set of the examining processes (the command itself and
its workers) at two sizes of a class; there the submissions are stubs, which take the same way.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from record import record
from resident import Watcher

ROOT = Path(__file__).resolve().parents[1]
LESSON = "lesson5"
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}


def make_class(folder: Path, count: int, source: Path) -> None:
    text = source.read_text("utf-8")
    for number in range(count):
        student = folder / f"student{number:04}"
        student.mkdir(parents=True)
        (student / source.name).write_text(f"{text}\n# handed in by number {number}\n", "utf-8")


def grade(subs: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "grader", "grade", subs, "--lesson", LESSON, "--out", out, "--no-training"]
    command += ["--jobs", str(jobs), "--seed", "7"]
    return subprocess.Popen(list(map(str, command)), cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)


def fresh() -> float:
    """Return the seconds of one pytest on the reference in a new process."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"exercises/{LESSON}"]
    command += ["--against", "solutions", "-m", "not training"]
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def throughput(count: int, jobs: int, repetitions: int, scratch: Path) -> None:
    make_class(scratch / "subs", count, ROOT / "solutions" / LESSON / "wavenet.py")
    times = [fresh() for _ in range(repetitions)]
    before = os.times()
    begun = time.perf_counter()
    if grade(scratch / "subs", scratch / "out", jobs).wait():
        sys.exit("grader grade failed")
    seconds = time.perf_counter() - begun
    after = os.times()
    times += [fresh() for _ in range(repetitions)]
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    alone = statistics.median(times)
    scores = (scratch / "out" / "grades.csv").read_text().splitlines()[1:]
    assert len({line.split(",", 1)[1] for line in scores}) == 1, "not all scores are the same"
    print(f"fresh pytest: {alone:.2f} s a submission (median of {len(times)}, {min(times):.2f} to {max(times):.2f})")
    print(
        f"grader grade: {count} submissions in {seconds:.1f} s with {jobs} jobs, {60 * count / seconds:.0f} a minute,"
    )
    print(f"  {seconds / count:.3f} s and {cpu / count:.3f} s of processor time each, start and pages included")
    print(f"ratio: {alone * count / seconds:.1f}")
    measured = (
        f"fresh pytest {alone:.2f} s; {count} submissions in {seconds:.0f} s, {60 * count / seconds:.0f} a minute"
    )
    row = {"what": f"`grader grade`, {jobs} jobs / fresh pytest", "ratio": alone * count / seconds, "target": ">= 20"}
    record("grading", {"rows": [{**row, "measured": measured, "command": "python benchmarks/grading.py"}]})


def memory(count: int, jobs: int, scratch: Path) -> float:
    """Return the largest sum of resident sets, in MB, of the command and everything that stays alive under it."""
    make_class(scratch / f"subs{count}", count, ROOT / "exercises" / LESSON / "wavenet.py")
    run = grade(scratch / f"subs{count}", scratch / f"out{count}", jobs)
    with Watcher(run.pid) as watcher:
        run.wait()
    return watcher.peak(jobs)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--submissions", type=int, default=500)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--fresh", type=int, default=5, help="runs of the fresh pytest, before and after")
    options.add_argument("--memory", type=int, nargs="*", metavar="COUNT", help="two sizes of a class")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if chosen.memory is None:
            throughput(chosen.submissions, chosen.jobs, chosen.fresh, Path(name))
            return
        few, many = chosen.memory or (100, 2000)
        small, large = (memory(count, chosen.jobs, Path(name)) for count in (few, many))
        measured = f"{small:.0f} MB at {few} submissions, {large:.0f} MB at {many}"
        print(f"examiner's peak: {measured}; ratio {large / small:.3f}")
        row = {"what": "examiner's peak memory, large class / small", "ratio": large / small, "target": "<= 1.1"}
        record("memory", {"rows": [{**row, "measured": measured, "command": "python benchmarks/grading.py --memory"}]})


if __name__ == "__main__":
    main()
