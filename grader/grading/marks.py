"""A person's marks: what they come to, what there is to say about them, and which answers they are for."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.grading.store import write_file
from grader.results.points import number_text
from grader.results.row import Row

WAITING = "to be marked by a person: "
Answers = dict[str, dict[str, str]]  # digests, by student and question


class Marks(msgspec.Struct, frozen=True):
    """What the gradebook says about a student: points with a person's marks, and notes on what to look at.

    `by_hand` says whether a person has given points. `written_score` is what the answers to free-text questions got,
    None until a person has marked all of them; it is part of `score`, as `written_max_score` is of `max_score`.
    """

    score: float
    max_score: float
    notes: list[str] = []
    by_hand: bool = False
    written_score: float | None = None
    written_max_score: float = 0.0

    @property
    def final(self) -> bool:
        """Whether nothing that a person has to give is missing."""
        return self.written_score is not None or not self.written_max_score


def by_hand(grade: Any) -> bool:
    """Return whether a person has given points in a cell of the gradebook."""
    return grade.manual_score is not None or bool(grade.extra_credit)


def note_on(name: str, grade: Any) -> list[str]:
    """Return what to say about the points of an exercise: a person's marks, and whether they need another look."""
    if grade.manual_score is None:
        waiting = [f"{name}: to be graded by hand"] if grade.needs_manual_grade else []
        return waiting + ([f"{name}: {_credit(grade)}"] if grade.extra_credit else [])
    automatic = "not examined" if grade.auto_score is None else f"now {number_text(grade.auto_score)} automatically"
    return [_given(name, grade) + (f", {automatic}: look at it again" if grade.needs_manual_grade else "")]


def notes_on_answers(grades: Mapping[str, Any], answered: Collection[str]) -> list[str]:
    """Return what to say about the answers to questions, by name: a person's marks, and which of them are missing."""
    notes = []
    for name, grade in grades.items():
        if grade.manual_score is not None:
            changed = ", and the answer has changed since: look at it again" if grade.needs_manual_grade else ""
            notes.append(_given(name, grade) + changed)
        elif grade.extra_credit:
            notes.append(f"{name}: {_credit(grade)}")
    waiting = [name for name, grade in grades.items() if grade.manual_score is None]
    unanswered = ", ".join(name for name in waiting if name not in answered)
    notes += [f"no answer found: {unanswered}"] if unanswered else []
    return [*notes, *([WAITING + ", ".join(waiting)] if waiting else [])]


def _given(name: str, grade: Any) -> str:
    text = f"{name}: {number_text(grade.manual_score)} by hand"
    return f"{text} and {_credit(grade)}" if grade.extra_credit else text


def _credit(grade: Any) -> str:
    return f"extra credit {number_text(grade.extra_credit)}"


def read_answers(path: Path) -> Answers:
    """Return which answers the gradebook knows; without a record none, so that all marks need another look."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Answers)
    except (OSError, msgspec.MsgspecError):
        return {}


def write_answers(path: Path, known: Answers, rows: Sequence[Row]) -> None:
    """Write which answers the gradebook knows from now on; raises StoreError."""
    now = known | {row.student: row.answers for row in rows}
    write_file(path, msgspec.json.format(msgspec.json.encode(now), indent=1) + b"\n")
