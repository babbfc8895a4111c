"""`nbgrader autograde` with the checks in the notebook's kernel, as nbgrader ships, beside the same with the examiner.

    python benchmarks/nbgrader_bridge.py [--submissions 12] [--rounds 3]

Lesson 5 with every check that trains no model, `--submissions` copies of the reference in the released notebook, two
courses that differ in their settings only. Both sides take turns, `--rounds` times each; a round grades all submissions
anew. Reported are seconds per submission, medians over the rounds, and their ratio; and beside them the seconds of
processor time, which other work on the machine changes little.
"""

import argparse
import ast
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from record import record

ROOT = Path(__file__).resolve().parents[1]
LESSON = "lesson5"
AS_SHIPPED = """
c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
c.Autograde.sanitize_preprocessors = Autograde.sanitize_preprocessors.default_args[0]
c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default_args[0]
c.Execute.timeout = 600
"""
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}


def run(folder: Path, *command: str) -> tuple[float, float]:
    """Run a command in a course and return its seconds, by the clock and of the processor."""
    begun, before = time.perf_counter(), os.times()
    finished = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True
    )
    if finished.returncode:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{(finished.stdout + finished.stderr)[-3000:]}")
    after = os.times()
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - begun, spent


def without_trainings(checks: str) -> str:
    """Return a module of checks without those that train a model; neither side takes a wish like `-m` from outside."""
    tree = ast.parse(checks)
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.FunctionDef) and "pytest.mark.training" in map(ast.unparse, node.decorator_list))
    ]
    return ast.unparse(tree)


def make_course(folder: Path, settings: str, submissions: int) -> Path:
    """Make a course with a class of right submissions and return it."""
    for part in (f"exercises/{LESSON}", f"solutions/{LESSON}"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for checks in (folder / "exercises" / LESSON).glob("test_*.py"):
        checks.write_text(without_trainings(checks.read_text("utf-8")), "utf-8")
    config = (ROOT / "nbgrader_config.py").read_text("utf-8")
    (folder / "nbgrader_config.py").write_text(config + settings, "utf-8")
    run(folder, "grader", "build", LESSON)
    run(folder, "nbgrader", "generate_assignment", LESSON)
    source = nbformat.read(folder / "source" / LESSON / f"{LESSON}.ipynb", as_version=4)
    right = {c.id: c.source for c in source.cells if c.metadata.get("nbgrader", {}).get("solution")}
    notebook = nbformat.read(folder / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = right.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    for number in range(submissions):
        file = folder / "submitted" / f"student {number:02}" / LESSON / f"{LESSON}.ipynb"
        file.parent.mkdir(parents=True)
        nbformat.write(notebook, file)
    return folder


def scores(folder: Path) -> set[str]:
    """Return the different scores of the class."""
    run(folder, "nbgrader", "export", "--to", "grades.csv")
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {f"{row['score']}/{row['max_score']}" for row in csv.DictReader(file)}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        courses = {
            "checks in the kernel": make_course(Path(scratch, "kernel"), AS_SHIPPED, options.submissions),
            "examiner": make_course(Path(scratch, "examiner"), "", options.submissions),
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in courses}
        for _ in range(options.rounds):
            for name, folder in courses.items():
                found[name].append(run(folder, "nbgrader", "autograde", LESSON, "--force"))
        print(f"{options.submissions} submissions of {LESSON}, {options.rounds} rounds; seconds per submission")
        print(f"{'':<24}{'clock':>8}{'processor':>12}")
        medians = {}
        for name, folder in courses.items():
            clock, processor = (
                statistics.median(times) / options.submissions for times in zip(*found[name], strict=True)
            )
            medians[name] = clock, processor
            print(f"{name:<24}{clock:8.2f}{processor:12.2f}   scores {', '.join(scores(folder))}")
        (a, b), (x, y) = medians.values()
        print(f"{'ratio of the medians':<24}{a / x:8.1f}{b / y:12.1f}")
        row = {"what": "`nbgrader autograde` with the checks in the kernel / with the examiner, a submission",
               "ratio": a / x, "target": ">= 10",
               "command": " ".join(["python benchmarks/nbgrader_bridge.py", *sys.argv[1:]]),
               "measured": f"{a:.2f} s / {x:.2f} s, {options.submissions} submissions"}  # fmt: skip
        record("nbgrader_bridge", {"rows": [row]})


if __name__ == "__main__":
    main()
