"""Text of a submission is harmless wherever it is shown."""

import pytest

from grader.intake.names import file_names, spreadsheet_cell
from grader.protocol.text import clean, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("a\x00b\x07c\x9bd", "abcd"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("half \ud800 a character", "half  a character"),
        ("Zoë 日本 😀", "Zoë 日本 😀"),
    ],
)
def test_escapes_and_invisible_characters_are_taken_out(text, shown):
    assert clean(text) == shown


def test_long_text_is_cut():
    assert len(clean("x" * 10**6)) < 21_000
    assert one_line("a\nb" * 500).startswith("a ba b")
    assert len(one_line("a\nb" * 500)) == 200


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\x00=1"])
def test_a_spreadsheet_takes_no_name_for_a_formula(name):
    assert spreadsheet_cell(name).startswith("'")


def test_file_names_stay_readable_and_unique():
    names = ["anna", "Anna", "a/b", "a\\b", "..", "", "x" * 300, "x" * 301, "nul", "Zoë"]
    made = file_names([name.encode() for name in names])
    assert len({name.casefold() for name in made}) == len(names)
    assert made[-1] == "Zoë"
    assert all(name and len(name.encode()) < 140 and not set(name) & set('/\\:*?"<>|') for name in made)
    assert not any(name.startswith(".") for name in made)
