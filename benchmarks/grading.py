"""How many submissions a minute `grader grade` does, beside a fresh pytest for each, with the same checks.

    python benchmarks/grading.py [--submissions 200] [--jobs 2] [--rounds 3] [--fresh 5] [--trainings 8]
    python benchmarks/grading.py --memory [100 2000]

Two classes of one size take turns: a class as classes are (`real_class.py` says who is in it), and copies of the
reference, each with a comment of its own. Copies are the best case: what is learnt from the first serves all others.
Fresh pytests run between the rounds, on up to `--fresh` submissions of a kind and twice as many copies; the median of a
kind counts as often as the kind is in the class. Trainings are left out on both sides. They are measured apart, on a
few submissions of the class, `--trainings` of them; 0 leaves that part out.

With `--memory`: the largest resident set of the examining processes (the command itself and its workers) at two sizes
of a class; there the submissions are stubs, which take the same way.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from real_class import SHARES, make_class, write_class
from record import record
from resident import Watcher
from sides import COPIES, LESSON, ROOT, Class, by_shares, copies, grade, some_of_each

Row = dict[str, Any]
Times = dict[str, list[tuple[float, float]]]  # of fresh pytests by kind, by the clock and of the processor


def measure(options: argparse.Namespace, real: Class, same: Class, scratch: Path) -> Times:
    """Grade both classes in turn and return the seconds of the fresh pytests between, by kind."""
    alone: Times = defaultdict(list)
    sample = [(real, one) for one in some_of_each(real.submissions, options.fresh)]
    sample += [(same, one) for one in some_of_each(same.submissions, 2 * options.fresh)]
    random.Random(options.class_seed).shuffle(sample)  # so that a busy minute of the machine falls on no kind alone
    for turn in range(options.rounds):
        for group, one in sample[turn :: options.rounds]:
            alone[one.kind].append(group.fresh(one))
        for group in (real, same):
            group.grade(scratch / f"out-{group.folder.name}-{turn}", options.jobs)
            print(f"round {turn + 1}, {group.folder.name}: {group.seconds[-1]:.1f} s", flush=True)
    return alone


def by_kind(group: Class, alone: Times) -> list[Row]:
    """Return what a verdict and a fresh pytest cost by kind of submission, and the kind's share of the grading."""
    total = sum(map(sum, group.verdicts.values()))
    return [
        {"kind": kind, "submissions": sum(one.kind == kind for one in group.submissions),
         "verdict": statistics.median(group.verdicts[kind]), "longest": max(group.verdicts[kind]),
         "of the time": sum(group.verdicts[kind]) / total,
         "fresh": statistics.median(clock for clock, _ in alone[kind]),
         "fresh processor": statistics.median(processor for _, processor in alone[kind])}
        for kind in (*SHARES, COPIES) if kind in group.verdicts
    ]  # fmt: skip


def show_kinds(kinds: list[Row]) -> None:
    """Print the table of kinds."""
    print(
        f"\n{'kind':<16}{'submissions':>12}{'verdict, s':>12}{'longest':>9}{'of the time':>13}{'fresh pytest, s':>17}"
    )
    for row in kinds:
        print(
            f"{row['kind']:<16}{row['submissions']:>12}{row['verdict']:>12.2f}{row['longest']:>9.2f}"
            f"{row['of the time']:>13.0%}{row['fresh']:>17.2f}"
        )


def compare(title: str, group: Class, kinds: list[Row], jobs: int) -> Row:
    """Print a class beside fresh pytests and return the row for the README."""
    number, seconds = len(group.submissions), statistics.median(group.seconds)
    alone, work = (sum(row[key] * row["submissions"] for row in kinds) / number for key in ("fresh", "fresh processor"))
    rounds = f"median of {len(group.seconds)}, {min(group.seconds):.1f} to {max(group.seconds):.1f}"
    processor = statistics.median(group.processor) / number
    print(f"\n{title}: {number} submissions in {seconds:.1f} s ({rounds}) with {jobs} jobs, start and pages included:")
    print(
        f"  {60 * number / seconds:.0f} a minute, {seconds / number:.3f} s and {processor:.3f} s of processor time each"
    )
    print(f"  fresh pytest: {alone:.2f} s a submission, {work:.2f} s of processor time")
    print(f"  ratio: {alone * number / seconds:.1f}; of processor time {work / processor:.1f}")
    measured = f"fresh pytest {alone:.2f} s; {number} in {seconds:.0f} s, {60 * number / seconds:.0f} a minute; "
    measured += f"{work / processor:.1f} in processor time"
    what = f"`grader grade`, {title}, {jobs} jobs / fresh pytest"
    return {"what": what, "ratio": alone * number / seconds, "target": ">= 20", "measured": measured}


def throughput(options: argparse.Namespace, real: Class, scratch: Path) -> None:
    """Measure a class as classes are, and copies, without trainings; print and record."""
    same = Class(copies(options.submissions, ROOT / "solutions" / LESSON), scratch / COPIES)
    alone = measure(options, real, same, scratch)
    kinds, best = by_kind(real, alone), by_kind(same, alone)
    show_kinds(kinds + best)
    rows = [
        compare("a class as classes are", real, kinds, options.jobs),
        compare("copies of the reference (the best case)", same, best, options.jobs),
    ]
    longer = statistics.median(real.seconds) / statistics.median(same.seconds)
    print(f"\na class as classes are takes {longer:.2f} times as long as copies")
    rows[0]["measured"] += f"; {longer:.1f} times as long as copies"
    data = {"seconds": real.seconds, "seconds of copies": same.seconds, "to copies": longer, "kinds": kinds + best}
    record("grading", {**data, "rows": [row | {"command": command_line()} for row in rows]})


def trainings(options: argparse.Namespace, real: Class, scratch: Path) -> None:
    """Measure a few submissions of the class with trainings, every one on both sides; print and record."""
    few, number = options.trainings, len(real.submissions)
    group = Class(by_shares(real.submissions, few, list(SHARES)), scratch / "trained")
    group.grade(scratch / "out-trained", options.jobs, training=True)
    alone: Times = defaultdict(list)
    for one in group.submissions:
        alone[one.kind].append(group.fresh(one, training=True))
    seconds, fresh = group.seconds[0], sum(clock for times in alone.values() for clock, _ in times)
    whole = f"so {number} in about {seconds / few * number / 60:.0f} minutes (extrapolated)"
    print(f"\nwith trainings: {few} submissions of that class in {seconds:.1f} s with {options.jobs} jobs, {whole}")
    kinds = by_kind(group, alone)
    show_kinds(kinds)
    print(f"  fresh pytest, one after the other: {fresh:.1f} s; ratio {fresh / seconds:.2f}")
    what = f"`grader grade` with trainings, a few of that class, {options.jobs} jobs / fresh pytest"
    measured = f"{fresh:.0f} s / {seconds:.0f} s for {few} submissions, {whole}"
    row = {"what": what, "ratio": fresh / seconds, "target": "-", "measured": measured, "command": command_line()}
    record("grading_trainings", {"kinds": kinds, "rows": [row]})


def memory(count: int, jobs: int, scratch: Path) -> float:
    """Return the largest sum of resident sets, in MB, of the command and everything that stays alive under it."""
    subs = write_class(copies(count, ROOT / "exercises" / LESSON), scratch / f"subs{count}")
    run = grade(subs, scratch / f"out{count}", jobs)
    with Watcher(run.pid) as watcher:
        run.wait()
    return watcher.peak(jobs)


def two_sizes(few: int, many: int, jobs: int, scratch: Path) -> None:
    """Measure the memory at two sizes of a class, print and record."""
    small, large = (memory(count, jobs, scratch) for count in (few, many))
    measured = f"{small:.0f} MB at {few} submissions, {large:.0f} MB at {many}"
    print(f"examiner's peak: {measured}; ratio {large / small:.3f}")
    row = {"what": "examiner's peak memory, large class / small", "ratio": large / small, "target": "<= 1.1"}
    record("memory", {"rows": [{**row, "measured": measured, "command": "python benchmarks/grading.py --memory"}]})


def command_line() -> str:
    """Return the command as it was given."""
    return " ".join(["python benchmarks/grading.py", *sys.argv[1:]])


def main() -> None:
    """Measure what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--submissions", type=int, default=200)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--rounds", type=int, default=3, help="of the classes; 0 leaves them out")
    options.add_argument("--fresh", type=int, default=5, help="submissions of each kind for a fresh pytest")
    options.add_argument("--class-seed", type=int, default=1, help="what the class is drawn from")
    options.add_argument("--trainings", type=int, default=8, help="submissions with trainings; 0 leaves them out")
    options.add_argument("--memory", type=int, nargs="*", metavar="COUNT", help="two sizes of a class")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if chosen.memory is not None:
            few, many = chosen.memory or (100, 2000)
            two_sizes(few, many, chosen.jobs, Path(name))
            return
        real = Class(make_class(LESSON, chosen.submissions, chosen.class_seed), Path(name, "as classes are"))
        if chosen.rounds:
            throughput(chosen, real, Path(name))
        if chosen.trainings:
            trainings(chosen, real, Path(name))


if __name__ == "__main__":
    main()
