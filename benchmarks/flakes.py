"""Does a right program ever fail? The references and every wheat of the bank, through the examiner, under many seeds.

    python benchmarks/flakes.py [--seeds 200] [--first 0] [--lesson lesson5] [--jobs 2]

A seed draws the examples of every property and the submission's random numbers. A wheat is asked the checks of the
exercises that it defines and, under the first 20 seeds, of those that build on them; the reference all of the lesson's.
Trainings are left out: `benchmarks/lessons.py` has their spread. A program keeps its candidate for the seeds of one
chunk. Prints every failure as it comes, and the counts, which are kept beside those of other lessons.
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
from _pytest.runner import runtestprotocol
from record import record, recorded

from grader.audit.plan import plan
from grader.audit.subjects import Subject
from grader.checks.submission import Submission
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import Limits
from grader.examiner.replay.plugin import LEARNT, PLACE, SCRIPTS, ReplayPlugin, remember
from grader.examiner.replay.script import Learnt, Script
from grader.examiner.replay.session import ReplaySession
from grader.examiner.session import CandidateSession
from grader.examiner.worker import arguments
from grader.examiner.worker_protocol import ExaminerSettings
from grader.plugin.drawn import EXAMPLES, drawn
from grader.plugin.markers import builds_on, exercise_of
from grader.plugin.stash import FORBIDDEN, PROVIDER, RESULT, SEED
from grader.processes.fork import Fork, ForkError
from grader.results.text import message_text

ROOT = Path(__file__).resolve().parents[1]


class Found(msgspec.Struct):
    """What one program's examinations gave: how many checks, what failed, and by seed what the next can use."""

    checks: int
    failures: list[str]
    learnt: dict[int, list[Learnt]]


class Seeds:
    """A pytest plugin in place of the loop over checks: examines programs, each under all of the seeds."""

    def __init__(self, settings: ExaminerSettings, subjects: list[Subject], seeds: list[int]) -> None:
        self.settings, self.subjects, self.seeds = settings, subjects, seeds
        self.server = ForkServer(settings.isolation)
        self.scripts: dict[int, dict[int, Script]] = {seed: {} for seed in seeds}  # by seed and place
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Draw the examples of every seed, then examine one program after the other, each in a fork."""
        if session.testsfailed:
            raise session.Interrupted("a check cannot be imported")
        self.items = [item for item in session.items if not item.get_closest_marker("training")]
        self.config = session.config
        self.config.option.tbstyle = "no"
        self.fresh = [item.stash[RESULT] for item in self.items]
        self.examples: dict[int, list[Any]] = {}
        for seed in self.seeds:
            self.config.stash[SEED] = seed
            self.examples[seed] = [drawn(item) for item in self.items]
        gc.collect()
        gc.freeze()
        with self.server:
            for number, subject in enumerate(self.subjects):
                try:
                    self.done(number, Fork(lambda subject=subject: self.examine(subject)).answer(3600))
                except ForkError as error:
                    self.done(number, f"the process {error}")
        return True

    def examine(self, subject: Subject) -> bytes:
        """Examine a program under every seed, in one candidate."""
        forbidden = self.config.stash.get(FORBIDDEN, [])
        limits = Limits(total_seconds=3600)  # of all seeds together
        session = CandidateSession(self.server, subject.modules, limits, forbidden)
        submission = Submission(ReplaySession(session), subject.modules)
        self.config.stash[PROVIDER] = lambda lesson: submission
        found = Found(0, [], {})
        for seed in self.seeds:
            self.config.stash[SEED], self.config.stash[LEARNT] = seed, []
            self.config.stash[SCRIPTS] = self.scripts[seed]
            places = [place for place, item in enumerate(self.items) if concerns(subject, item, seed)]
            for place, following in zip(places, [*places[1:], None], strict=True):
                item = self.items[place]
                item.stash[PLACE], item.stash[RESULT] = place, self.fresh[place].afresh()
                keep_examples(item, self.examples[seed][place])
                runtestprotocol(item, log=False, nextitem=None if following is None else self.items[following])
                found.checks += 1
                if not item.stash[RESULT].passed:
                    result = item.stash[RESULT]
                    found.failures.append(f"seed {seed} {subject.name} {result.check}\n{message_text(result.message)}")
            found.learnt[seed] = self.config.stash[LEARNT]
        session.close()
        return msgspec.msgpack.encode(found)

    def done(self, index: int, answer: bytes | str) -> None:
        """Count, and keep what the next program can use."""
        self.server.sweep()
        if isinstance(answer, str):
            self.failures.append(f"{self.subjects[index].name}: {answer}")
            return
        found = msgspec.msgpack.decode(answer, type=Found)
        self.counts["programs"] += len(self.seeds)
        self.counts["checks"] += found.checks
        self.failures += found.failures
        for seed, learnt in found.learnt.items():
            remember(self.scripts[seed], learnt)


def concerns(subject: Subject, item: pytest.Item, seed: int) -> bool:
    """Tell whether the program is asked this check."""
    if subject.program is None:
        return True
    mine = {*subject.program.exercises}
    return exercise_of(item) in mine or (seed < 20 and bool(mine.intersection(builds_on(item))))


def keep_examples(item: pytest.Item, examples: list[Any]) -> None:
    """Give a check the examples of a seed; none to one that goes on drawing."""
    if examples:
        item.stash[EXAMPLES] = examples
    elif EXAMPLES in item.stash:
        del item.stash[EXAMPLES]


def run(lesson: str, seeds: list[int]) -> tuple[Counter[str], list[str]]:
    """Examine the reference and the wheats of a lesson under these seeds, in this process."""
    import torch

    torch.set_num_threads(1)
    subjects = [s for s in plan([], [lesson], None).subjects if s.kind in ("reference", "wheat")]
    settings = ExaminerSettings(lesson, str(ROOT / "exercises" / lesson), seeds[0], training=False)
    loop = Seeds(settings, subjects, seeds)
    code = pytest.main(arguments(settings), plugins=[loop, ReplayPlugin()])
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
    kept = [part for part in (recorded("flakes") or {"parts": []})["parts"] if not {*part["lessons"]} <= {*lessons}]
    if overlapping := [part for part in kept if {*part["lessons"]} & {*lessons}]:
        print("not kept: these were counted together with others", *(part["lessons"] for part in overlapping))
    else:
        part = {"lessons": lessons, "seeds": options.seeds, "programs": counts["programs"],
                "checks": counts["checks"], "failures": len(failures)}  # fmt: skip
        record("flakes", {"parts": sorted([*kept, part], key=lambda part: part["lessons"])})
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
