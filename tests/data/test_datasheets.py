"""The datasheets state what is measured here, figure by figure."""

from collections import Counter

import pytest

from data import context_windows, load_names, load_top1000_by_year, split, vocabulary
from data.births import TOP_1000_BY_YEAR
from data.bundled import FOLDER
from data.downloads import REMOTE_FILES
from data.names import NAMES


def sheet(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_sheet_of_the_names_states_how_many_there_are():
    names = load_names()
    twice = sum(count == 2 for count in Counter(names).values())
    length = sum(map(len, names)) / len(names)
    assert f"| Distinct names | {len(set(names)):,}; {twice:,} of them were given to both sexes" in sheet("names.md")
    assert f"| Lines | {len(names):,}:" in sheet("names.md")
    assert f"{min(map(len, names))} to {max(map(len, names))} letters, {length:.2f} on average" in sheet("names.md")


@pytest.mark.parametrize("part", ["train", "dev", "test", "all"])
def test_the_sheet_of_the_names_states_the_sizes_of_the_splits(part):
    names = load_names()
    words = dict(zip(["train", "dev", "test"], split(names), strict=True)).get(part, names)
    _, targets = context_windows(words, 3, vocabulary(names)[0])
    assert f"| {part} | {len(words):,} | {len(targets):,} |" in sheet("names.md")


def shared(part: Counter[str], other: Counter[str]) -> int:
    """How many words of `part` also stand in `other`."""
    return sum(count for word, count in part.items() if word in other)


def test_the_sheet_of_the_names_states_how_many_names_stand_in_two_parts():
    train, dev, test = map(Counter, split(load_names()))
    dev_in_train, test_in_train, dev_in_test = shared(dev, train), shared(test, train), shared(dev, test)
    flaw = " ".join(sheet("names.md").split("## Known flaw")[1].split())
    assert f"{dev_in_train} of the {dev.total():,} dev words" in flaw
    assert f"({100 * dev_in_train / dev.total():.1f} %)" in flaw
    assert f"{test_in_train} of the test words also stand in train" in flaw
    assert f"{dev_in_test} dev words stand in test" in flaw


def test_the_sheet_of_the_births_states_their_number():
    table = load_top1000_by_year()
    text = sheet("top1000_by_year.md")
    assert f"| Rows | {len(table.names):,} of the {1000 * 145:,} pairs" in text
    assert f"{table.years.count(1880)} names in 1880, {table.years.count(2024)} in 2024" in text
    assert f"{min(table.births)} to {max(table.births):,} a row, {sum(table.births):,} in all" in text


def test_every_sheet_states_the_hash_that_is_verified():
    assert NAMES.sha256 in sheet("names.md")
    assert TOP_1000_BY_YEAR.sha256 in sheet("top1000_by_year.md")
    for remote in REMOTE_FILES.values():
        assert remote.sha256 in sheet("downloads.md")
        assert remote.url in sheet("downloads.md")
