"""What a submission imports is there when it is graded, as it is when its author runs the checks."""

import csv
from pathlib import Path

USES_DATA = """\
from data import context_windows, load_names, load_top1000_by_year, split, vocabulary

words = load_names()
stoi, itos = vocabulary(words)
inputs, targets = context_windows(split(words)[1], 3, stoi)
assert len(words) == 32_257 and len(load_top1000_by_year().names) == 128_270 and len(inputs) == len(targets)
"""


def rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "grades.csv").open(newline="", encoding="utf-8") as stream:
        return {row["student"]: row for row in csv.DictReader(stream)}


def test_a_submission_may_import_the_courses_data(tmp_path, grade, right):
    (tmp_path / "class/Ada").mkdir(parents=True)
    (tmp_path / "class/Ada/layers.py").write_text(f"{USES_DATA}\n{right}")
    ran = grade(tmp_path / "class", "--lesson", "lesson1", "--out", tmp_path / "graded")
    row = rows(tmp_path / "graded")["Ada"]
    assert row["score"] == row["max_score"], ran.stdout + ran.stderr
