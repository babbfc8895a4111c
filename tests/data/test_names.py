"""The bundled list of names, its split and its vocabulary."""

import shutil
import string
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import DataError, load_names, split, vocabulary
from data.bundled import FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A writable copy of names.txt, in a folder that load_names can read."""
    return Path(shutil.copy(FOLDER / "names.txt", tmp_path))


def test_the_list_starts_with_the_commonest_girls_names_and_ends_with_the_rarest_boys_names():
    names = load_names()
    assert names[:5] == ["emma", "olivia", "ava", "isabella", "sophia"]
    assert names[18_148:18_151] == ["liam", "noah", "william"]
    assert names[-1] == "zzyzx"


def test_the_list_holds_lower_case_letters_only_and_no_name_more_than_twice():
    names = load_names()
    assert len(names) == 32_257
    assert set("".join(names)) == set(string.ascii_lowercase)
    assert max(Counter(names).values()) == 2


def test_a_missing_file_is_an_error_that_says_how_to_get_it_back(tmp_path):
    with pytest.raises(DataError, match=r"is missing\. Restore the original with `git checkout -- data/names.txt`"):
        load_names(tmp_path)


def test_a_truncated_file_is_an_error_that_counts_the_lines(copy):
    copy.write_text("\n".join(copy.read_text().splitlines()[:1000]))
    with pytest.raises(DataError, match="is truncated: it has 1,000 lines instead of 32,257"):
        load_names(copy.parent)


def test_a_file_cut_within_its_last_line_is_an_error(copy):
    copy.write_bytes(copy.read_bytes()[:-2])
    with pytest.raises(DataError, match="other content"):
        load_names(copy.parent)


def test_a_longer_file_is_an_error(copy):
    copy.write_text(copy.read_text() + "zzz\n")
    with pytest.raises(DataError, match="has 32,258 lines instead of 32,257"):
        load_names(copy.parent)


def test_a_single_changed_letter_is_an_error(copy):
    copy.write_text(copy.read_text().replace("olivia", "olyvia", 1))
    with pytest.raises(DataError, match="right number of lines, 32,257, but other content"):
        load_names(copy.parent)


def test_bytes_that_are_no_text_are_an_error(copy):
    copy.write_bytes(b"emma\n\xff\xfe")
    with pytest.raises(DataError, match=r"not text in UTF-8 \(byte 5\)"):
        load_names(copy.parent)


def test_the_line_ends_of_windows_do_no_harm(copy):
    copy.write_bytes(copy.read_bytes().replace(b"\n", b"\r\n"))
    assert load_names(copy.parent) == load_names()


def test_the_split_of_the_names_is_the_one_that_the_datasheet_states():
    train, dev, test = split(load_names())
    assert [len(train), len(dev), len(test)] == [25_805, 3_226, 3_226]
    assert dev[:3] == ["karliah", "calaya", "khameron"]


words = st.lists(st.text(string.ascii_lowercase, max_size=5), max_size=40)


@given(words, st.integers(0, 2**32))
def test_a_split_keeps_every_word_once_in_parts_of_80_10_and_10_per_cent(words, seed):
    train, dev, test = split(words, seed)
    assert Counter(train + dev + test) == Counter(words)
    assert len(train) == int(0.8 * len(words))
    assert len(train) + len(dev) == int(0.9 * len(words))


def test_a_split_depends_on_the_seed_alone_and_leaves_its_argument_unchanged():
    names = load_names()
    assert split(names, seed=1) == split(names, seed=1) != split(names, seed=2)
    assert names == load_names()


def test_the_vocabulary_of_the_names_is_the_dot_and_the_alphabet():
    stoi, itos = vocabulary(load_names())
    assert "".join(itos[index] for index in range(27)) == "." + string.ascii_lowercase
    assert list(stoi) == list(itos.values())


@given(words)
def test_stoi_and_itos_undo_each_other_on_any_words(words):
    stoi, itos = vocabulary(words)
    assert stoi["."] == 0
    assert sorted(itos) == list(range(len(set("".join(words))) + 1))
    assert all(itos[index] == character for character, index in stoi.items())


def test_a_word_that_holds_the_boundary_is_an_error():
    with pytest.raises(DataError, match=r"holds '\.', which marks the ends of words"):
        vocabulary(["emma", "st.john"])
