"""What can be gained by lying about what only the candidate can report? A table by lesson.

    python benchmarks/liars.py [LESSON ...]

Whether an argument was changed in place, whether a result is a view, whether a tensor hangs on a graph or requires
gradients, and whether code would work on another device is known to the process that holds the objects, and to no
other. So a program that has every one of these faults, its values being right (`tests/attacks/reports/faults.py`), is
examined twice in the sandbox, without trainings: as it is, and in a process that answers each such question as a right
program would (`lies.py` beside it). What the second has above the first is what lies are worth.

No program has all faults that somebody may think of. Hence a second look, from the other side: the reference goes
through the same checks while every report is turned into its opposite. What it then loses rests on reports, and
`tests/attacks/test_liars.py` sees to it that the liar lied about all of that.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "attacks"))

from corpus import ROOT
from driver import LIMITS, Examiner, earned
from msgspec.structs import replace

from grader.checks import submission
from grader.course.catalogue import exercises
from grader.plugin.stash import RESULT

PARTS = ROOT / "tests/attacks/reports"
LESSONS = sorted(path.name for path in (ROOT / "solutions").glob("lesson*"))
FLAGS = (".requires_grad", ".is_leaf")
WRITTEN = "LIARS_FILE"


class Found(NamedTuple):
    """Points by check of the three programs, and the points of the whole lesson."""

    right: dict[str, float]
    honest: dict[str, float]
    liar: dict[str, float]
    total: float

    @property
    def gained(self) -> dict[str, float]:
        """Return the checks that only the liar passes."""
        return {check: points for check, points in self.liar.items() if check not in self.honest}

    @property
    def gain(self) -> float:
        """Return the points that lies are worth."""
        return sum(self.gained.values())


def measure(lesson: str) -> Found:
    """Examine the reference, the faulty program, and the faulty program that lies."""
    names: dict[str, list[str]] = {}
    known = exercises(ROOT / "exercises" / lesson)
    for exercise in known:
        names.setdefault(exercise.module, []).append(exercise.name)
    faults, lies = ((PARTS / name).read_text("utf-8") for name in ("faults.py", "lies.py"))
    limits = replace(LIMITS, total_seconds=120)
    with Examiner(lesson=lesson, limits=limits) as examiner:

        def points(*, faulty: bool, lying: bool) -> dict[str, float]:
            files = {}
            for module, defined in names.items():
                source = (ROOT / "solutions" / lesson / f"{module}.py").read_text("utf-8")
                if faulty:
                    source += f"\n\n{faults}\n\n" + "".join(f"{name} = with_faults({name})\n" for name in defined)
                files[f"{module}.py"] = source + (f"\n\n{lies}" if lying else "")
            return earned(examiner.grade(files, 300))

        return Found(
            points(faulty=False, lying=False),
            points(faulty=True, lying=False),
            points(faulty=True, lying=True),
            sum(exercise.points for exercise in known),
        )


def at_stake(lesson: str) -> dict[str, float]:
    """Return the checks that the reference fails where every report is turned into its opposite, with their points."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "checks.json")
        command = [sys.executable, "-m", "pytest", f"exercises/{lesson}", "--against", f"solutions/{lesson}"]
        command += ["-q", "-p", "liars", "-m", "not training", "-p", "no:cacheprovider"]
        path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": path, WRITTEN: str(file)}
        subprocess.run(command, cwd=ROOT, capture_output=True, env=environment)
        rows = json.loads(file.read_text("utf-8"))
    return {row["check"]: row["points"] for row in rows if not row["passed"]}


def opposite(value: Any) -> Any:
    """Return a value of the same kind that differs from the given one."""
    if isinstance(value, torch.Tensor):
        return ~value if value.dtype == torch.bool else value + 1
    if isinstance(value, list | tuple):
        return type(value)([*map(opposite, value)] if len(value) < 2 else [*value[1:], value[0]])
    return value


def pytest_configure(config: pytest.Config) -> None:
    """Turn every report into its opposite, if pytest runs for `at_stake`."""
    if WRITTEN not in os.environ:
        return
    get, proxy = submission.ObjectProxy.__getattr__, submission.Submission

    def changed(self: Any, target: Any, *args: Any) -> list[Any]:
        target(*args)
        return [opposite(argument) for argument in args]

    def copied(self: Any, target: Any, argument: Any, overwrite: Any) -> tuple[Any, Any]:
        before = target(argument)
        return before, before

    def flag(self: Any, name: str) -> Any:
        value = get(self, name)
        return not value if name.endswith(FLAGS) else value

    proxy.inputs_after, proxy.after_writing = changed, copied  # type: ignore[method-assign]
    proxy.works_on_another_device = lambda self, target, *args: False  # type: ignore[method-assign]
    submission.ObjectProxy.__getattr__ = flag  # type: ignore[method-assign]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what became of each check."""
    if WRITTEN in os.environ:
        results = [item.stash[RESULT] for item in session.items]
        rows = [{"check": one.check, "points": one.points, "passed": one.passed} for one in results]
        Path(os.environ[WRITTEN]).write_text(json.dumps(rows), "utf-8")


def main() -> None:
    """Print the table, and which checks the points are from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="all of them if none is named")
    found = {lesson: measure(lesson) for lesson in parser.parse_args().lessons or LESSONS}
    print("| lesson | right | all faults, told | all faults, denied | gained by lies | of all points | share |")
    print("|---|---|---|---|---|---|---|")
    for lesson, one in found.items():
        right, honest, liar = (sum(points.values()) for points in (one.right, one.honest, one.liar))
        share = f"{100 * one.gain / one.total:.1f} %"
        print(f"| {lesson} | {right:g} | {honest:g} | {liar:g} | {one.gain:g} | {one.total:g} | {share} |")
    for lesson, one in found.items():
        print(f"\n{lesson}")
        for check, points in one.gained.items():
            print(f"{points:5g}  {check}")
        for check, points in one.right.items():
            if check not in one.liar:
                print(f"    -  {check}: {points:g}, failed by the liar too")


if __name__ == "__main__":
    main()
