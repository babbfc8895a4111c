"""The two sides of `grading.py`: a class through `grader grade`, and one submission through a fresh pytest."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from real_class import Submission, write_class

ROOT = Path(__file__).resolve().parents[1]
LESSON = "lesson5"
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1"}
COPIES = "copies"
RIGHT = ("right", COPIES)  # the kinds of submissions that have to get all points; all others must not
PATIENCE = 60  # seconds until a fresh pytest on an endless loop is ended: what the examiner grants a submission


@dataclass
class Class:
    """A class that was written down, and what was measured on it: seconds by round, and seconds of verdicts by kind."""

    submissions: list[Submission]
    folder: Path
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    verdicts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        write_class(self.submissions, self.folder)

    def grade(self, out: Path, jobs: int, training: bool = False) -> None:
        """Grade it once more; exits when a verdict is missing or is not what it should be."""
        begun, before = time.perf_counter(), processor_seconds()
        if grade(self.folder, out, jobs, training).wait():
            sys.exit("grader grade failed")
        self.seconds.append(time.perf_counter() - begun)
        self.processor.append(processor_seconds() - before)
        for one in self.submissions:
            verdict = json.loads((out / "verdicts" / f"{one.student}.json").read_text("utf-8"))
            if (verdict["score"] == verdict["max_score"]) != (one.kind in RIGHT):
                sys.exit(f"{one.student}, {one.kind}, got {verdict['score']} of {verdict['max_score']} points")
            self.verdicts[one.kind].append(verdict["seconds"])

    def fresh(self, one: Submission, training: bool = False) -> tuple[float, float]:
        """Return the seconds of a pytest on one submission in a new process, by the clock and of the processor."""
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"exercises/{LESSON}"]
        command += ["--against", str(self.folder / one.student), *([] if training else ["-m", "not training"])]
        environment, patience = (None, None) if training else (ONE_THREAD, PATIENCE)  # a training may use all cores
        begun, before = time.perf_counter(), processor_seconds()
        with contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=patience)
            if (done.returncode == 0) != (one.kind in RIGHT):
                sys.exit(f"pytest on {one.student}, {one.kind}, ended with {done.returncode}:\n{done.stdout[-2000:]}")
        return time.perf_counter() - begun, processor_seconds() - before


def processor_seconds() -> float:
    """Return the processor time of all commands that have ended so far."""
    times = os.times()
    return times.children_user + times.children_system


def grade(subs: Path, out: Path, jobs: int, training: bool = False) -> subprocess.Popen[bytes]:
    """Start `grader grade` on a folder."""
    command = [sys.executable, "-m", "grader", "grade", str(subs), "--lesson", LESSON, "--out", str(out)]
    command += ["--jobs", str(jobs), "--seed", "7", *([] if training else ["--no-training"])]
    return subprocess.Popen(command, cwd=ROOT, env=ONE_THREAD, stdout=subprocess.DEVNULL)


def copies(count: int, source: Path) -> list[Submission]:
    """Return a class in which everybody has handed in the modules of `source`, each with a comment of its own."""
    modules = [path for path in (ROOT / "solutions" / LESSON).glob("*.py") if (source / path.name).exists()]
    texts = {path.name: (source / path.name).read_text("utf-8") for path in modules}
    return [
        Submission(name, COPIES, {file: f"{text}\n# handed in by {name}\n".encode() for file, text in texts.items()})
        for name in (f"student{number:04}" for number in range(count))
    ]


def some_of_each(submissions: list[Submission], most: int) -> list[Submission]:
    """Return up to `most` submissions of every kind, the first ones."""
    kinds: dict[str, list[Submission]] = defaultdict(list)
    for one in submissions:
        kinds[one.kind].append(one)
    return [one for group in kinds.values() for one in group[:most]]


def by_shares(submissions: list[Submission], few: int, kinds: list[str]) -> list[Submission]:
    """Return `few` submissions that have the shares of the kinds as far as so few can, in the order of `kinds`."""
    ordered = sorted(submissions, key=lambda one: kinds.index(one.kind))
    return [ordered[int((place + 0.5) * len(ordered) / few)] for place in range(few)]
