"""Does a right program ever fail? The references and every wheat of the bank, through the examiner, under many seeds.

    python benchmarks/flakes.py [--seeds 200] [--first 0] [--lesson lesson5] [--jobs 2]

A seed draws the examples of every property and the submission's random numbers. A wheat is asked the checks of the
exercises that it defines and, under the first 20 seeds, of those that build on them; the reference all of the lesson's.
Trainings are left out: `benchmarks/lessons.py` has their spread. Prints every failure as it comes, and the counts.
"""

import argparse
import concurrent.futures
import gc
import multiprocessing
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from record import record

from grader.audit.plan import plan
from grader.audit.subjects import Subject
from grader.examiner.loop import Loop
from grader.examiner.orders import Job, Order
from grader.examiner.playing import PLACE, SCRIPT, Playing, remember
from grader.examiner.rehearsal import rehearse
from grader.examiner.server import Server
from grader.examiner.verdict import Verdict
from grader.examiner.worker import arguments
from grader.plugin import OUTCOME, SEED, builds_on, exercise_of

ROOT = Path(__file__).resolve().parents[1]


class Seeds(Loop):
    """Examines the same programs under one seed after the other."""

    def __init__(self, order: Order, subjects: list[Subject], seeds: list[int]) -> None:
        super().__init__(order, Server(order.isolation), None, None)
        self.subjects, self.seeds = subjects, seeds
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("a check cannot be imported")
        items = [item for item in session.items if not item.get_closest_marker("training")]
        session.config.option.tbstyle = "no"
        self.checks = [item.stash[OUTCOME] for item in items]
        self.trainings = 0
        for place, item in enumerate(items):
            item.stash[PLACE] = place
        with self.server as server:
            assert isinstance(server, Server)
            for seed in self.seeds:
                self.order.seed = session.config.stash[SEED] = seed
                for item in items:
                    if SCRIPT in item.stash:
                        del item.stash[SCRIPT]
                rehearse(items)
                gc.collect()
                gc.freeze()
                for subject in self.subjects:
                    self.examine(items, session.config, server, subject, seed)
        return True

    def examine(self, items: list[Any], config: pytest.Config, server: Server, subject: Subject, seed: int) -> None:
        """Examine one program and count."""
        mine = {*subject.entry.exercises} if subject.entry else None
        asked = [
            i
            for i in items
            if mine is None or exercise_of(i) in mine or (seed < 20 and mine.intersection(builds_on(i)))
        ]
        one = self._in_a_fork(asked, config, server, Job(subject.name, "", subject.modules))
        remember(items, one.learnt)
        verdict = msgspec.json.decode(one.verdict, type=Verdict)
        self.counts["programs"] += 1
        self.counts["checks"] += len(verdict.outcomes)
        for outcome in verdict.outcomes:
            if outcome.status != "passed":
                self.failures.append(f"seed {seed} {subject.name} {outcome.check}\n{outcome.message}")


def run(lesson: str, seeds: list[int]) -> tuple[Counter[str], list[str]]:
    """Examine the reference and the wheats of a lesson under these seeds, in this process."""
    import torch

    torch.set_num_threads(1)
    subjects = [s for s in plan([], [lesson], None).subjects if s.kind in ("reference", "wheat")]
    order = Order(lesson, str(ROOT / "exercises" / lesson), seeds[0], training=False)
    loop = Seeds(order, subjects, seeds)
    code = pytest.main(arguments(order), plugins=[loop, Playing()])
    if code not in (0, 5):
        loop.failures.append(f"seeds {seeds}: pytest ended with {code}")
    return loop.counts, loop.failures


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--lesson", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--chunk", type=int, default=20, help="seeds that one process takes")
    options = parser.parse_args()
    lessons = options.lesson or sorted(path.name for path in (ROOT / "tests" / "bank").glob("lesson*"))
    every = list(range(options.first, options.first + options.seeds))
    chunks = [every[i : i + options.chunk] for i in range(0, len(every), options.chunk)]
    begun, counts, failures = time.monotonic(), Counter[str](), []
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(options.jobs, context, max_tasks_per_child=1) as pool:
        tasks = [pool.submit(run, lesson, chunk) for chunk in chunks for lesson in lessons]
        for done, task in enumerate(concurrent.futures.as_completed(tasks), 1):
            found, failed = task.result()
            counts += found
            failures += failed
            print(
                f"{done} of {len(tasks)} parts, {counts['programs']} programs, {counts['checks']} checks, "
                f"{len(failures)} failures, {time.monotonic() - begun:.0f} s",
                flush=True,
            )
            for failure in failed:
                print(failure, flush=True)
    print(f"{', '.join(lessons)}: {options.seeds} seeds, {counts['programs']} examinations of right programs, ", end="")
    print(f"{counts['checks']} checks, {len(failures)} failures")
    if not options.lesson:
        record(
            "flakes",
            {"seeds": options.seeds, "programs": counts["programs"], "checks": counts["checks"],
             "failures": len(failures)},
        )  # fmt: skip
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
