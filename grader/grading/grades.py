"""grades.csv: a line for each submission, for other programs."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from grader.grading.gradebook import Marks
from grader.grading.store import write_file
from grader.intake.names import spreadsheet_cell
from grader.results.row import NO_TRAININGS, Row
from grader.results.text import number_text
from grader.results.verdict import GRADED, INCOMPLETE

COLUMNS = (
    "student", "lesson", "score", "max_score", "status", "mistakes", "examined", "final_score", "final_max_score",
    "late", "notes",
)  # fmt: skip


def with_marks(row: Row, marks: Mapping[str, Marks]) -> Row:
    """Return the row with a note on trainings that were left out, and those of the gradebook on a person's marks."""
    left_out = [row.examined] if row.examined == NO_TRAININGS else []
    notes = marks[row.student].notes if row.student in marks else []
    return msgspec.structs.replace(row, note="; ".join(filter(None, [row.note, *left_out, *notes])))


def write_grades(path: Path, rows: Sequence[Row], marks: Mapping[str, Marks] | None = None) -> None:
    """Write grades.csv; names that a spreadsheet would mistake for a formula get an apostrophe in front.

    `score` and `max_score` are those of the checks. `final_score` and `final_max_score` are the gradebook's, with what
    a person has given, and empty if there is no gradebook. `mistakes` lists the misconceptions by their stable ids,
    separated by spaces, so that a class's can be counted. `notes` begin with the reason if there is no grade.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for row in rows:
        why = row.reason if row.status not in GRADED else ""
        found = (marks or {}).get(row.student)
        score = "" if row.status == INCOMPLETE else number_text(row.score)  # a number would be a lost point
        final = [number_text(found.score), number_text(found.max_score)] if found and score else ["", ""]
        table.writerow(
            [
                spreadsheet_cell(row.student),
                row.lesson,
                score,
                number_text(row.max_score),
                row.status,
                spreadsheet_cell(" ".join(mistake.key for mistake in row.mistakes)),
                row.examined,
                *final,
                "late" if row.late else "",
                spreadsheet_cell("; ".join(filter(None, [why, row.note]))),
            ]
        )
    write_file(path, text.getvalue().encode())
