"""Names as learning platforms write them: whose work it is, which attempt counts, and whether it was late."""

import csv
from pathlib import Path

import pytest

from grader.intake.entries import Entry, list_entries, read_entry
from grader.intake.expected import Expected
from grader.intake.platforms import Platform

WORK = "class Scale: pass"
WANTED = Expected("lesson5", ("rnn", "collab"), frozenset({"Scale"}))
LAYOUTS: dict[Platform, list[str]] = {
    "moodle": [
        "Anna Müller_312_assignsubmission_file_/lesson5.ipynb.py",
        "Anna Müller_312_assignsubmission_onlinetext_/onlinetext.html",
        "Bo van_der Berg_313_assignsubmission_file_rnn.py",
        "Bo van_der Berg_313_assignsubmission_file_collab.py",
        "Participant 9_314_assignsubmission_file/rnn.py",
    ],
    "canvas": [
        "muelleranna_LATE_104002_5551_rnn-1.py",
        "muelleranna_104002_5212_rnn.py",
        "muelleranna_LATE_104002_5552_collab.py",
        "vanderbergbo_104003_5553_rnn.py",
        "vanderbergbo_104003_text.html",
    ],
    "brightspace": [
        "index.html",
        "123456-789 - Anna Müller - Nov 3, 2026 1029 PM/rnn.py",
        "123456-789 - Anna Müller - Nov 3, 2026 929 AM/rnn.py",
        "123456-789 - Anna Müller - Oct 30, 2026 1145 PM/rnn.py",
        "123457-789 - Bo van-der Berg - 2 November, 2026 12:05 AM/rnn.py",
        "123458-789 - Cem Çelik - 3 Nov 2026 1405 - rnn.py",
    ],
}


def layout(folder: Path, platform: Platform) -> Path:
    """Write files as the platform's archive has them; each holds its own path."""
    for name in LAYOUTS[platform]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{WORK}\n# {name}")
    return folder


def by_student(folder: Path, platform: Platform) -> dict[str, Entry]:
    entries, _ = list_entries(layout(folder, platform), platform)
    return {entry.student: entry for entry in entries}


@pytest.mark.parametrize(
    ("platform", "students"),
    [
        ("moodle", ["Anna Müller", "Bo van_der Berg", "Participant 9"]),
        ("canvas", ["muelleranna", "vanderbergbo"]),
        ("brightspace", ["Anna Müller", "Bo van-der Berg", "Cem Çelik"]),
    ],
)
def test_every_person_has_one_row_under_their_name(tmp_path, platform, students):
    assert sorted(by_student(tmp_path, platform)) == students


@pytest.mark.parametrize(
    ("platform", "student", "source"),
    [
        ("canvas", "muelleranna", "muelleranna_LATE_104002_5551_rnn-1.py"),
        ("brightspace", "Anna Müller", "Nov 3, 2026 1029 PM/rnn.py"),
    ],
)
def test_the_newest_attempt_counts_and_the_others_are_named(tmp_path, platform, student, source):
    entry = by_student(tmp_path, platform)[student]
    (module, *_), _ = read_entry(entry, WANTED)
    assert source in module.cells[0].source
    older = [name.split("/")[0] for name in LAYOUTS[platform] if student in name and source not in name]
    noted = [name for name in older if name in " ".join(entry.notes)]
    assert noted == [name for name in older if "collab" not in name]
    assert entry.attempt


def test_all_files_of_one_person_are_one_submission(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "c").mkdir()
    for entry in (
        by_student(tmp_path / "m", "moodle")["Bo van_der Berg"],
        by_student(tmp_path / "c", "canvas")["muelleranna"],
    ):
        assert [module.name for module in read_entry(entry, WANTED)[0]] == ["rnn", "collab"]


def test_canvas_says_what_is_late(tmp_path):
    assert {name: entry.late for name, entry in by_student(tmp_path, "canvas").items()} == {
        "muelleranna": True,
        "vanderbergbo": False,
    }


def test_people_of_the_same_name_are_told_apart(tmp_path):
    for number in (312, 313):
        (tmp_path / f"Anna Müller_{number}_assignsubmission_file_").mkdir()
    entries, _ = list_entries(tmp_path, "moodle")
    assert len({entry.student for entry in entries}) == 2
    assert all(entry.duplicate for entry in entries)


def test_what_is_named_otherwise_keeps_its_row_and_says_so(tmp_path):
    (tmp_path / "by mail.py").write_text(WORK)
    entry = by_student(tmp_path, "canvas")["by mail"]
    assert entry.notes == ["by mail.py is not named as Canvas names what is handed in"]


@pytest.mark.parametrize("platform", LAYOUTS)
def test_without_the_option_a_note_names_it(tmp_path, platform):
    _, notes = list_entries(layout(tmp_path, platform))
    assert notes == [
        f"the names look like those of {platform.capitalize()}: --from {platform} reads who handed in what"
    ]


def test_the_table_and_the_page_show_attempt_and_lateness(tmp_path, grade, right):
    subs, out = tmp_path / "subs", tmp_path / "out"
    subs.mkdir()
    (subs / "muelleranna_LATE_104002_5551_layers-1.py").write_text(right)
    (subs / "muelleranna_104002_5212_layers.py").write_text("")
    run = grade(subs, "--lesson", "lesson1", "--out", out, "--from", "canvas")
    assert run.returncode == 0, run.stderr
    with (out / "grades.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["student"], row["score"], row["late"]) == ("muelleranna", "6", "late")
    assert "muelleranna_104002_5212_layers.py" in row["notes"]
    page = (out / "index.html").read_text()
    assert "late; attempt 2" in page
