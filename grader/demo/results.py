"""What grading left behind: scores, why points were lost, and where the feedback is."""

import csv
import itertools
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.demo.course import LESSON
from grader.demo.students import Student

# The first lines of a message say what was compared; what follows them says why.
_EVIDENCE = re.compile(r"called |expected |got |exact |approximate|.*largest difference|the shape is |\s{6,}")


@dataclass
class Result:
    """One student's result; `losses` maps an exercise that lost points to its reason."""

    student: Student
    score: float | None = None
    max_score: float = 0.0
    losses: dict[str, str] = field(default_factory=dict)
    feedback: Path | None = None

    @property
    def status(self) -> str:
        """Say in a few words how it went."""
        if self.score is None:
            return "not graded"
        if self.score == self.max_score:
            return "all points"
        return "some points" if self.score else "no points"


def read_results(folder: Path, students: list[Student]) -> list[Result]:
    """Return a result for every student of the demo in `folder`, in their order."""
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        grades = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == LESSON}
    asked = exercises(nbformat.read(folder / "release" / LESSON / f"{LESSON}.ipynb", as_version=4))
    results = []
    for student in students:
        result = Result(student)
        notebook = folder / "autograded" / student.id / LESSON / f"{LESSON}.ipynb"
        feedback = folder / "feedback" / student.id / LESSON / f"{LESSON}.html"
        if student.id in grades and notebook.exists():
            result.score = float(grades[student.id]["score"])
            result.max_score = float(grades[student.id]["max_score"])
            result.losses = losses(nbformat.read(notebook, as_version=4), asked)
            result.feedback = feedback if feedback.exists() else None
        results.append(result)
    return results


def exercises(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the test cell of each exercise in a notebook, by its name."""
    graded = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return {cell.metadata["nbgrader"]["grade_id"].removeprefix("test_"): cell for cell in graded}


def losses(notebook: NotebookNode, asked: Iterable[str]) -> dict[str, str]:
    """Return why an autograded notebook lost points, by exercise; `asked` names all of them."""
    tests = exercises(notebook)
    if not tests:
        return {"all": "the notebook has no cell of any exercise"}
    found = {name: reason(tests[name]) if name in tests else "its cell is gone" for name in asked}
    for cell in notebook.cells:  # that a cell does not run says more than that its name is missing
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if found.get(name) and (error := _error(cell)):
            found[name] = f"the cell does not run: {error}"
    if all(why.startswith("missing: ") for why in found.values()):
        return {"all": "the notebook defines none of the exercises"}
    return {name: why for name, why in found.items() if why}


def reason(cell: NotebookNode) -> str:
    """Return the sentence that says why a test cell lost points, empty if it lost none."""
    if error := _error(cell):
        return error
    text = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    lines = text.splitlines()
    if any(line.startswith("·") for line in lines):
        return "not started"
    first = next((i for i, line in enumerate(lines) if line.startswith("    ✗ ")), None)
    if first is None:
        return "" if any(line.startswith("✓") for line in lines) else "no answer"
    message = itertools.takewhile(lambda line: line.startswith(" " * 8), lines[first + 1 :])
    return telling([line[8:] for line in message]) or lines[first].removeprefix("    ✗ ")


def telling(message: Sequence[str]) -> str:
    """Return the part of a check's message that says what is wrong, without the evidence, in one line."""
    whole: list[str] = []
    for line in message:
        if whole and re.match(r" {2}\S", line):  # the notebook wraps long lines, two deeper
            whole[-1] += line[1:]
        else:
            whole.append(line)
    lines = [line.removeprefix("- ") for line in whole if not _EVIDENCE.match(line) and not line.endswith(":")]
    if len(lines) > 1 and lines[0].endswith("is not right"):
        lines = lines[1:]
    alone = len(lines) < 2 or lines[0].endswith(".") or not lines[1].endswith(".")
    return textwrap.shorten(" ".join(lines[:1] if alone else [f"{lines[0]}.", lines[1]]), 200, placeholder=" …")


def _error(cell: NotebookNode) -> str:
    errors = [f"{o.ename}: {o.evalue}".rstrip(": ") for o in cell.get("outputs", []) if o.output_type == "error"]
    return errors[0] if errors else ""
