"""The catalogue: which exercises a lesson has, in which order, and what they are worth.

The reference modules say which exercises exist; the checks say how many points each is worth. pytest itself collects
the checks, in a separate process, and neither loads nor runs any submission.
"""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import running
from grader.course.lesson import Lesson
from grader.errors import GraderError
from grader.processes import python


class CatalogueError(GraderError):
    """The checks cannot be collected, or do not match the exercises; the text says which."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: `points` in total, `training_points` of them for reaching thresholds; `module` without `.py`."""

    name: str
    points: float
    module: str
    training_points: float


@dataclass(frozen=True)
class Check:
    """One collected check; `exercise` is empty if its file names none."""

    node: str
    exercise: str
    points: float
    training: bool


def exercises(lesson_folder: Path) -> list[Exercise]:
    """Return the exercises of `exercises/lessonN`, in the order in which a student meets them.

    Raises CatalogueError if the checks cannot be collected, and if an exercise has no checks or checks no exercise;
    BuildError if the reference modules are not well-formed.
    """
    folder = lesson_folder.resolve()
    return match(Lesson(folder.parents[1], folder.name), collect([folder])[folder])


def match(lesson: Lesson, checks: Sequence[Check]) -> list[Exercise]:
    """Join a lesson's exercises with its collected checks; raises CatalogueError if one lacks the other."""
    definitions = lesson.definitions()
    folder = lesson.label(lesson.exercises)
    checked = dict.fromkeys(check.exercise for check in checks if check.exercise)
    problems = [f"{check.node}: add pytestmark = pytest.mark.exercise(...)" for check in checks if not check.exercise]
    problems += [
        f"{lesson.label(path)}:{definition.first}: "
        f"the exercise {name} has no checks; add {folder}/test_{name.lower()}.py"
        for name, (path, definition) in definitions.items()
        if name not in checked
    ]
    problems += [
        f"{folder}: there are checks for {name}, but no student's part of that name in {lesson.label(lesson.solutions)}"
        for name in checked
        if name not in definitions
    ]
    if problems:
        raise CatalogueError("\n".join(problems))
    return [
        Exercise(
            name,
            sum(check.points for check in checks if check.exercise == name),
            path.stem,
            sum(check.points for check in checks if check.exercise == name and check.training),
        )
        for name, (path, _) in definitions.items()
    ]


def collect(folders: Sequence[Path]) -> dict[Path, list[Check]]:
    """Return the checks of each folder, as pytest finds them; one process serves all folders.

    Raises CatalogueError with pytest's own report if it cannot import a check.
    """
    files = {folder: sorted(folder.glob("test_*.py")) for folder in folders}
    if not any(files.values()):
        return {folder: [] for folder in folders}
    with tempfile.TemporaryDirectory() as scratch:
        found = Path(scratch) / "checks.json"
        options = ["--collect-only", "--quiet", "--no-header", "-pno:cacheprovider", "--write-checks", str(found)]
        files_found = [str(file) for group in files.values() for file in group]
        arguments = running.arguments(files_found, folders[0].parents[1], plugins=["grader.course.collect"])
        environment = python.environment(running.environment())
        environment["HYPOTHESIS_STORAGE_DIRECTORY"] = scratch  # or it leaves a folder behind
        finished = subprocess.run(
            python.command("pytest", [*arguments, *options]), capture_output=True, text=True,
            cwd=folders[0].parents[1], env=environment, check=False,
        )  # fmt: skip
        if not found.exists():
            raise CatalogueError(f"pytest cannot collect checks:\n{_tail(finished.stdout + finished.stderr)}")
        collected = json.loads(found.read_text("utf-8"))
    if collected["errors"]:
        raise CatalogueError("\n".join(_tail(error) for error in collected["errors"]))
    return {
        folder: [
            Check(row["node"], row["exercise"], row["points"], row["training"])
            for row in collected["checks"]
            if Path(row["file"]).parent == folder
        ]
        for folder in folders
    }


def _tail(text: str, lines: int = 12) -> str:
    return "\n".join(text.strip().splitlines()[-lines:])
