"""What it costs to read a class in a process of its own, with limits, in place of where work is handed out.

    python benchmarks/reading.py [--submissions 300] [--rounds 5] [--lesson lesson5]

A class as classes are (`real_class.py`) is read in both ways in turn. Printed is the best of the rounds, in seconds by
the clock: of reading alone, one submission after another. While a class is graded, it goes on beside the examination.
"""

import argparse
import tempfile
import time
from pathlib import Path

from real_class import make_class, write_class

from grader.intake.entries import list_entries, read_entry
from grader.intake.expected import Expected, expected
from grader.intake.reader import Reader

ROOT = Path(__file__).resolve().parents[1]


def here(folder: Path, wanted: Expected) -> int:
    """Read the class in this process and return how many modules there are."""
    return sum(len(read_entry(entry, wanted)) for entry in list_entries(folder)[0])


def apart(folder: Path, reader: Reader) -> int:
    """Read the class in a process of its own, two submissions on their way as in a run, and return the same."""
    entries, found = list_entries(folder)[0], 0
    asked = [reader.read(entry) for entry in entries[:2]]
    for entry in [*entries[2:], None, None]:
        found += len(asked.pop(0).result().modules)
        if entry is not None:
            asked.append(reader.read(entry))
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--submissions", type=int, default=300)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--lesson", default="lesson5")
    chosen = options.parse_args()
    wanted = expected(ROOT, chosen.lesson)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "class"
        write_class(make_class(chosen.lesson, chosen.submissions, 1), folder)
        seconds: dict[str, list[float]] = {"here": [], "apart": []}
        with Reader(wanted, Path(scratch)) as reader:
            reader.read(list_entries(folder)[0][0]).result()  # it is warm from the second submission on
            for _ in range(chosen.rounds):
                for name, read in (("here", lambda: here(folder, wanted)), ("apart", lambda: apart(folder, reader))):
                    begun = time.perf_counter()
                    count = read()
                    seconds[name].append(time.perf_counter() - begun)
        first, second = (min(times) for times in seconds.values())
        print(f"{chosen.submissions} submissions, {count} modules: in this process {first:.2f} s, apart {second:.2f} s")


if __name__ == "__main__":
    main()
