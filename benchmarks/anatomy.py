"""Where the time of a verdict goes: `python benchmarks/anatomy.py [--lesson lesson5] [--submissions 12]`.

Examines copies of the reference in one worker, as `grader grade` does, without trainings, and prints medians in
milliseconds over the copies after the third, when all scripts are known: waiting for the candidate, starting and ending
it, reading the source for rules, and what is left to pytest and the examiner.
"""

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import torch

import grader.examiner.replay.plugin as playing
import grader.plugin.hooks as plugin
from grader.examiner import loop
from grader.examiner.fork_server import ForkServer
from grader.examiner.replay.session import ReplaySession
from grader.examiner.session import CandidateSession
from grader.examiner.worker import serve
from grader.examiner.worker_protocol import ExaminerSettings, Job
from grader.protocol.source import Cell, Module

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "start": "fork a candidate, close the sandbox around it, load the source",
    "play": "wait for the answers to the scripts",
    "ask": "wait for answers to single questions",
    "close": "end the candidate",
    "rules": "read the source for what is forbidden",
    "rest": "pytest, and looking at answers that are new",
}
spent: dict[str, float] = {}


def timed(key: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, with its time added up under a key; the time of what is timed within it is its own."""

    def call(*args: Any, **options: Any) -> Any:
        before, begun = sum(spent.values()), time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            inner = sum(spent.values()) - before
            spent[key] = spent.get(key, 0.0) + time.perf_counter() - begun - inner

    return call


def report(examine: Callable[..., Any], pipe: int) -> Callable[..., Any]:
    """Return `examine`, which writes its parts to a pipe: it runs in a fork."""

    def call(*args: Any) -> Any:
        spent.clear()
        begun = time.perf_counter()
        verdict = examine(*args)
        spent["rest"] = time.perf_counter() - begun - sum(spent.values())
        os.write(pipe, msgspec.json.encode(spent) + b"\n")
        return verdict

    return call


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", default="lesson5")
    parser.add_argument("--submissions", type=int, default=12)
    options = parser.parse_args()
    torch.set_num_threads(1)
    sources = sorted((ROOT / "solutions" / options.lesson).glob("*.py"))
    modules = [Module(path.stem, [Cell(path.name, path.read_text("utf-8"))]) for path in sources]
    jobs = [msgspec.json.encode(Job(f"s{n}", f"d{n}", modules)) + b"\n" for n in range(options.submissions)]
    reader, writer = os.pipe()
    CandidateSession._start = timed("start", CandidateSession._start)  # type: ignore[method-assign]
    ReplaySession.play = timed("play", ReplaySession.play)  # type: ignore[method-assign]
    CandidateSession.request = timed("ask", CandidateSession.request)  # type: ignore[method-assign]
    CandidateSession.close = timed("close", CandidateSession.close)  # type: ignore[method-assign]
    plugin.broken_rule = playing.broken_rule = timed("rules", plugin.broken_rule)
    loop.examine = report(loop.examine, writer)
    settings = ExaminerSettings(options.lesson, str(ROOT / "exercises" / options.lesson), 1, training=False)
    serve(settings, ForkServer(settings.isolation), io.BytesIO(b"".join(jobs)), io.BytesIO())
    os.close(writer)
    with os.fdopen(reader, "rb") as lines:
        found = [msgspec.json.decode(line, type=dict[str, float]) for line in lines][3:]
    totals = [sum(parts.values()) for parts in found]
    print(f"{options.lesson}, {len(found)} submissions: {1000 * statistics.median(totals):.0f} ms each, of which")
    for key, what in PARTS.items():
        print(f"{1000 * statistics.median(parts.get(key, 0.0) for parts in found):6.0f}  {what}")


if __name__ == "__main__":
    main()
