"""What does it cost to choose the example that is shown of a failed check?

    python benchmarks/chosen.py [--lesson lesson5] [--programs 12] [--rounds 3]

More examples are tried where a mistake would be named (`grader/plugin/chosen.py`), in one hook for pytest, the child of
`grader watch` and `grader audit`. So wrong programs of the bank are checked in this process as an audit
does it, by the checks of their exercises that do not train. Printed is the processor time with the choice / without it
for each program, and the most that a check took longer. A student's run also imports torch, which is not counted here.
"""

import argparse
import statistics
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import torch
from record import record

from grader.audit.bank import find_files, read_program
from grader.audit.subjects import Subject, of_program
from grader.audit.worker import check_subject
from grader.course import running
from grader.course.lesson import Lesson
from grader.plugin import chosen

ROOT = Path(__file__).resolve().parents[1]
RATIO, SECONDS = 1.2, 0.3


class Cost(NamedTuple):
    """Seconds of processor time: of all checks of a program, of choosing in all of them, and in the dearest."""

    whole: float
    choosing: float
    dearest: float

    @property
    def ratio(self) -> float:
        """With the choice / without it."""
        return self.whole / (self.whole - self.choosing)


class Timed:
    """A pytest plugin that checks programs in place of pytest's loop, and times the choice apart."""

    def __init__(self, subjects: list[Subject], rounds: int) -> None:
        self.subjects, self.rounds = subjects, rounds
        self.costs: dict[str, Cost] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Check every program, once to fill caches and then as often as was asked for."""
        torch.set_num_threads(1)
        for subject in self.subjects:
            costs = [self._cost(session, subject) for _ in range(1 + self.rounds)][1:]
            self.costs[subject.name] = cost = Cost(*map(statistics.median, zip(*costs, strict=True)))
            print(
                f"{subject.name:60} {cost.whole:5.2f} s, ratio {cost.ratio:.2f}, dearest {cost.dearest:.3f} s",
                flush=True,
            )
        return True

    @staticmethod
    def _cost(session: pytest.Session, subject: Subject) -> Cost:
        choose, taken = chosen.shown, [0.0]

        def timed(item: pytest.Function, last: AssertionError) -> AssertionError:
            begun = time.process_time()
            try:
                return choose(item, last)
            finally:
                taken.append(time.process_time() - begun)

        chosen.shown = timed
        begun = time.process_time()
        try:
            check_subject(session, subject)
        finally:
            chosen.shown = choose
        return Cost(time.process_time() - begun, sum(taken), max(taken))


def main() -> None:
    """Print a row for each program, and the median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", default="lesson5")
    parser.add_argument("--programs", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    lesson = Lesson(ROOT, given.lesson)
    files = [path for path in find_files(ROOT / "tests/bank", [given.lesson]) if path.name.startswith("chaff_")]
    some = [files[i * len(files) // given.programs] for i in range(min(given.programs, len(files)))]
    timed = Timed(
        [one for path in some for one in of_program(read_program(path, lesson), lesson, [None])], given.rounds
    )
    arguments = running.arguments([lesson.exercises], str(ROOT), without=("cacheprovider", "faulthandler", "terminal"))
    with running.undisturbed():
        pytest.main([*arguments, "-s", "-m", "not training"], plugins=[timed])
    costs = list(timed.costs.values())
    middle, most = statistics.median(cost.ratio for cost in costs), max(cost.ratio for cost in costs)
    dearest = max(cost.dearest for cost in costs)
    print(f"{len(costs)} programs: median ratio {middle:.2f}, largest {most:.2f} (target <= {RATIO}); ", end="")
    print(f"dearest choice {dearest:.3f} s (target <= {SECONDS} s)")
    measured = f"{len(costs)} programs; largest {most:.2f}; at most {dearest:.2f} s more for a check"
    what = f"{given.lesson}, checks of a wrong program, with the choice of the example that is shown / without"
    target, command = f"<= {RATIO}, {SECONDS} s", "python benchmarks/chosen.py"
    record(
        "chosen",
        {"rows": [{"what": what, "ratio": middle, "target": target, "measured": measured, "command": command}]},
    )


if __name__ == "__main__":
    main()
