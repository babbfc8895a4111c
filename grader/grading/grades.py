"""grades.csv: a line for each submission, for other programs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from grader.grading.marks import WAITING, Marks
from grader.grading.store import write_file
from grader.intake.names import csv_line, spreadsheet_cell
from grader.results.points import number_text
from grader.results.row import NO_TRAININGS, Row
from grader.results.verdict import INCOMPLETE

FIRST, LAST = (
    ("student", "lesson", "score", "max_score", "status"),
    (
        "mistakes",
        "examined",
        "written_score",
        "written_max_score",
        "final_score",
        "final_max_score",
        "late",
        "notes",
    ),
)  # fmt: skip - between the two is a column for each exercise


def with_marks(rows: Sequence[Row], marks: Mapping[str, Marks]) -> tuple[list[Row], list[str]]:
    """Return the rows with notes on trainings left out and on a person's marks, and what holds for all, said once.

    Only that something was left out, or waits for a person, is said for all; it holds for those that have a score.
    """
    notes = [[row.examined] if row.examined == NO_TRAININGS else [] for row in rows]
    notes = [
        [*own, *(marks[row.student].notes if row.student in marks else [])]
        for row, own in zip(rows, notes, strict=True)
    ]
    scored = [own for row, own in zip(rows, notes, strict=True) if row.has_score]
    said = [note for note in scored[0] if note.startswith((NO_TRAININGS, WAITING))] if scored else []
    for_all = [note for note in said if all(note in own for own in scored)]
    found = []
    for row, own in zip(rows, notes, strict=True):
        texts = [row.note, *(note for note in own if note not in for_all)]
        found.append(msgspec.structs.replace(row, note="; ".join(filter(None, texts))))
    return found, for_all


def write_grades(path: Path, rows: Sequence[Row], marks: Mapping[str, Marks] | None = None) -> None:
    """Write grades.csv; names that a spreadsheet would mistake for a formula get an apostrophe in front.

    `score` and `max_score` are those of the checks, and then there is a column for each exercise; what was not examined
    is empty, as a number would be a lost point. What a person gives is in the gradebook, and these are empty if there
    is none: `written_score` and `written_max_score` for the answers to free-text questions, `final_score` and
    `final_max_score` for everything together. They are empty while a person's mark is missing, and if there is no score
    and nothing that a person has given. `mistakes` lists the misconceptions by their stable ids, separated by spaces,
    so that a class's can be counted. `notes` begin with the reason if there is no grade.
    """
    exercises = list(dict.fromkeys(name for row in rows for name in row.worth))
    lines = [csv_line([*FIRST, *exercises, *LAST])]
    for row in rows:
        why = "" if row.has_score else row.reason
        found = (marks or {}).get(row.student)
        written, final = ["", ""], ["", ""]
        if found and row.status != INCOMPLETE and (row.has_score or found.by_hand):
            final = [number_text(found.score) if found.final else "", number_text(found.max_score)]
        if found and found.written_max_score:
            given = "" if found.written_score is None else number_text(found.written_score)
            written = [given, number_text(found.written_max_score)]
        fields = [
            spreadsheet_cell(row.student),
            row.lesson,
            number_text(row.score) if row.has_score else "",
            number_text(row.max_score),
            row.status,
            *[number_text(row.points[name]) if name in row.points else "" for name in exercises],
            spreadsheet_cell(" ".join(mistake.key for mistake in row.mistakes)),
            row.examined,
            *written,
            *final,
            "late" if row.late else "",
            spreadsheet_cell("; ".join(filter(None, [why, row.note]))),
        ]
        lines.append(csv_line(fields))
    write_file(path, "".join(lines).encode())
