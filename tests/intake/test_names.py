"""Names are compared as people see them, and no name becomes a formula in anybody's spreadsheet."""

import csv
import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.entries import list_entries
from grader.intake.names import csv_line, name_key, spreadsheet_cell, told_apart

LOOK_LIKE_ALICE = [
    "Alice ", " Alice", "Alice\u00a0", "Al\u200bice", "Alice.", "Alice . ", "ALICE", "Ａｌｉｃｅ",
    "\u0410lice", "Ali\u0441\u0435", "Al\u0456ce", "Alice\ufe0f", "Al\u034fice", "\u3164Alice", "Alice\u3000",
    "A\u00adlice",
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep such names apart")
@pytest.mark.parametrize("other", LOOK_LIKE_ALICE)
def test_two_students_whose_names_are_printed_alike_are_both_flagged_and_told_apart(tmp_path, other):
    for name in ("Alice", other, "Bob"):
        (tmp_path / name).mkdir()
    entries = {entry.path.name: entry for entry in list_entries(tmp_path)[0]}
    assert [bool(entries[name].duplicate) for name in ("Alice", other, "Bob")] == [True, True, False]
    printed = {unicodedata.normalize("NFC", " ".join(entry.student.split())) for entry in entries.values()}
    assert len(printed) == len({entry.file.casefold() for entry in entries.values()}) == 3
    assert entries["Alice"].duplicate.isprintable()
    own, others = sorted(told_apart(["Alice", other]))
    for name in ("Alice", other):
        assert own in entries[name].duplicate
        assert others in entries[name].duplicate


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep such names apart")
def test_two_forms_of_one_letter_are_not_printed_as_the_same_student(tmp_path):
    for name in ("Zo\u00eb", "Zoe\u0308"):
        (tmp_path / name).mkdir()
    printed = [unicodedata.normalize("NFC", entry.student) for entry in list_entries(tmp_path)[0]]
    assert len(set(printed)) == 2


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Jürgen Weiß", "jürgen weiß"], ["Jürgen Weiß", "jürgen weiß"]),
        (["Jürgen", "Jürgen.zip"], ["Jürgen", "Jürgen.zip"]),
        (["Jürgen", "Jürgen "], ["'Jürgen'", "'Jürgen '"]),
        (["Jürgen", "Ju\u0308rgen"], ["'Jürgen'", "'Ju\\u0308rgen'"]),
        (["Анна", "Aнна", "АННА"], ["'\\u0410нна'", "'Aнна'", "АННА"]),
        (["王芳\u200b", "王芳", "王芳\ufe0f"], ["'王芳\\u200b'", "'王芳'", "'王芳\\ufe0f'"]),
    ],
)
def test_only_what_cannot_be_seen_is_written_as_an_escape(names, shown):
    assert told_apart(names) == shown


@pytest.mark.parametrize(
    ("one", "other"), [("Alice", "Alicia"), ("Ann Lee", "Annlee"), ("Zoë", "Zoe"), ("Ali", "All"), ("Кира", "Кіра2")]
)
def test_names_that_are_printed_differently_are_not_the_same(one, other):
    assert name_key(one) != name_key(other)


@given(st.text(max_size=20), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from([" ", "\u200b", ".", ""]))
def test_no_form_of_letters_and_nothing_that_is_not_seen_makes_another_name(name, form, unseen):
    assert name_key(unicodedata.normalize(form, name) + unseen) == name_key(name)
    assert name_key(name_key(name)) == name_key(name)


SIGNS = [
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.normalize("NFKC", chr(code))[:1] in tuple("=+-@")
]


@given(
    st.sampled_from([*SIGNS, "\u2212"]),
    st.sampled_from(["", " ", "\t", "\r", "\n", "\u3000", "\u200b", "\x00"]),
    st.text(),
)
def test_no_text_begins_with_what_begins_a_formula(sign, before, rest):
    assert "\uff1d" in SIGNS
    cell = spreadsheet_cell(before + sign + rest)
    assert cell.startswith("'")
    assert not {"\t", "\r", "\n"} & set(cell)


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_a_line_reads_back_as_its_fields(fields):
    (row,) = csv.reader(io.StringIO(csv_line(fields), newline=""))
    assert row == fields


@given(st.text(st.sampled_from('ab=+"; \t|,')), st.sampled_from(";\t|"))
def test_no_field_is_split_into_a_formula_where_another_sign_is_between_fields(name, separator):
    line = csv_line([spreadsheet_cell(name), "lesson1", "6"])
    cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=separator))
    assert not any(cell.strip().startswith(("=", "+")) for cell in cells)
