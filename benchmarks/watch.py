"""How long after a save `grader watch` has decided the exercise, beside `python -c "import torch"`.

`python benchmarks/watch.py` runs the program itself, without painting, on solved exercises of lesson 5 in a folder of
its own. Each round changes one exercise in a way that stays right, so that all of its checks run, saves, waits for the
verdict, and times the import. It prints the ratio of medians of wall times for every exercise.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from record import record
from rich.console import Console

from grader.watch.app import App
from grader.watch.board import Board
from grader.watch.runner import make_settings

ROOT = Path(__file__).parents[1]
TARGET = 0.2
EXERCISES = ("Embedding", "FlattenConsecutive", "BatchNorm1d", "Sequential", "smooth")


class Clock:
    """Notes when the touched exercise of a run was decided, in place of a screen."""

    def __init__(self) -> None:
        self.decided: tuple[int, float] = (0, 0.0)
        self.idle = 0  # the run after which nothing runs
        self.news = threading.Condition()

    def draw(self, board: Board, place: int, show_all: bool, fresh: bool = False) -> None:
        with self.news:
            if board.took is not None and self.decided[0] != board.run:
                self.decided = board.run, time.perf_counter()
                assert not board.failures(), board.failures()
            if board.run and not board.running:
                self.idle = board.run
            self.news.notify()

    def wait(self, run: int) -> float:
        """Wait until a run is over altogether and return when its verdict came."""
        with self.news:
            if not self.news.wait_for(lambda: self.idle >= run, 120):
                raise SystemExit("no verdict within two minutes")
            return self.decided[1]


def changed(source: str, exercise: str, number: int) -> str:
    """Return the source with another definition of the exercise that means the same."""
    lines = source.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith((f"class {exercise}", f"def {exercise}")))
    end = start + 1
    while lines[end].strip() and '"""' not in lines[end]:
        end += 1
    lines[end] = lines[end].replace('"""', f'"""{number} ', 1)
    return "\n".join(lines)


def importing() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return time.perf_counter() - start


def drive(app: App, clock: Clock, module: Path, rounds: int) -> None:
    """Save again and again, then quit."""
    try:
        source = module.read_text("utf-8")
        clock.wait(1)
        imports, verdicts = [], {name: [] for name in EXERCISES}
        for number in range(rounds):
            imports.append(importing())
            for name, seconds in verdicts.items():
                run = clock.idle + 1
                source = changed(source, name, number)  # this exercise and no other differs from the last save
                start = time.perf_counter()
                module.write_text(source, "utf-8")
                seconds.append(clock.wait(run) - start)
        below = statistics.median(imports)
        medians = {name: statistics.median(seconds) for name, seconds in verdicts.items()}
        slowest = max(medians, key=medians.__getitem__)
        measured = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in medians.items()) + f" / {below:.2f} s"
        row = {"what": f"save to verdict in `grader watch`, {slowest}, the slowest of five / `import torch`",
               "ratio": medians[slowest] / below, "target": f"<= {TARGET}", "measured": measured}  # fmt: skip
        record("watch", {"rows": [{**row, "command": "python benchmarks/watch.py"}]})
        for name, seconds in verdicts.items():
            above = statistics.median(seconds)
            ratio = f"{above / below:.2f} (target <= {TARGET})"
            print(f"save to verdict of {name} / import torch: {above:.3f} s / {below:.2f} s = {ratio}, {rounds} rounds")
    finally:
        app.reports.put("q")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch)
        shutil.copytree(ROOT / "exercises" / "lesson5", course / "exercises" / "lesson5")
        shutil.copy(ROOT / "pyproject.toml", course)
        (course / "exercises" / "lesson5" / "test_wavenet.py").unlink()  # its training would run beside the imports
        module = course / "exercises" / "lesson5" / "wavenet.py"
        shutil.copy(ROOT / "solutions" / "lesson5" / "wavenet.py", module)
        os.chdir(course)
        app = App(make_settings(course, "lesson5", False, "auto", 5), Console())
        app.has_keys = False
        app.view = clock = Clock()
        threading.Thread(target=drive, args=(app, clock, module, given.rounds), daemon=True).start()
        app.run()


if __name__ == "__main__":
    main()
