"""The results of grading: scores, why points were lost, and where the feedback is."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.demo.course import LESSON
from grader.demo.students import Student
from grader.results.row import reasons
from grader.results.verdict import GRADED, Verdict, decode


@dataclass
class DemoResult:
    """One student's result; `losses` maps an exercise that lost points to its reason."""

    student: Student
    score: float | None = None
    max_score: float = 0.0
    losses: dict[str, str] = field(default_factory=dict)
    feedback: Path | None = None

    @property
    def status(self) -> str:
        """How it went, in a few words."""
        if self.score is None:
            return "not graded"
        if self.score == self.max_score:
            return "all points"
        return "some points" if self.score else "no points"


def read_results(folder: Path, students: Iterable[Student]) -> list[DemoResult]:
    """Return a result for every student of the demo in `folder`, in their order."""
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        grades = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == LESSON}
    verdicts = {verdict.student: verdict for verdict in read_verdicts(folder / "examined" / LESSON / "verdicts")}
    results = []
    for student in students:
        result = DemoResult(student)
        if student.id in grades and student.id in verdicts:
            feedback = folder / "feedback" / student.id / LESSON / f"{LESSON}.html"
            score = grades[student.id]["score"]  # empty for what was not examined
            result.score = float(score) if score else None
            result.max_score = float(grades[student.id]["max_score"])
            result.losses = losses(verdicts[student.id])
            result.feedback = feedback if feedback.exists() else None
        results.append(result)
    return results


def read_verdicts(folder: Path) -> list[Verdict]:
    """Return the verdicts that grading has written to a folder."""
    return [decode(path.read_bytes()) for path in sorted(folder.glob("*.json"))]


def losses(verdict: Verdict) -> dict[str, str]:
    """Return why a submission lost points, by exercise, or in one entry if there is one reason for all."""
    if verdict.status not in GRADED:
        return {"all": verdict.detail}
    if verdict.checks and all(check.reason == "missing" for check in verdict.checks):
        return {"all": "the notebook defines none of the exercises"}
    return reasons(verdict)
