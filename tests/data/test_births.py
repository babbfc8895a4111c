"""The births by name and year, and their loader."""

import gzip
import shutil
from pathlib import Path

import pytest

from data import DataError, load_top1000_by_year
from data.bundled import FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copy(FOLDER / "top1000_by_year.csv.gz", tmp_path))


def test_the_table_has_a_thousand_names_in_145_years():
    names, years, births = load_top1000_by_year()
    assert len(names) == len(years) == len(births) == 128_270
    assert len(set(names)) == 1000
    assert sorted(set(years)) == list(range(1880, 2025))
    assert min(births) == 5
    assert sum(births) == 292_534_560


def test_a_row_states_the_births_of_both_sexes_together():
    table = load_top1000_by_year()
    rows = dict(zip(zip(table.names, table.years, strict=True), table.births, strict=True))
    assert rows["avery", 2018] == 8097 + 2116


def test_every_pair_of_name_and_year_stands_once():
    table = load_top1000_by_year()
    assert len(set(zip(table.names, table.years, strict=True))) == 128_270


def test_a_table_that_unpacks_to_fewer_lines_is_an_error(copy):
    text = gzip.decompress(copy.read_bytes())
    copy.write_bytes(gzip.compress(b"\n".join(text.split(b"\n")[:5])))
    with pytest.raises(DataError, match="is truncated: it has 5 lines instead of 128,271"):
        load_top1000_by_year(copy.parent)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda raw: raw[:1000], id="truncated"),
        pytest.param(lambda raw: b"year,name", id="not compressed"),
        pytest.param(lambda raw: raw[:1000] + b"\xff" * 8 + raw[1008:], id="overwritten in the middle"),
        pytest.param(lambda raw: raw[:-8] + bytes(8), id="wrong checksum"),
    ],
)
def test_a_damaged_archive_is_an_error_that_says_so(copy, damage):
    copy.write_bytes(damage(copy.read_bytes()))
    with pytest.raises(DataError, match="cannot be read"):
        load_top1000_by_year(copy.parent)


def test_another_compression_of_the_same_table_is_accepted(copy):
    copy.write_bytes(gzip.compress(gzip.decompress(copy.read_bytes()), compresslevel=1))
    assert load_top1000_by_year(copy.parent) == load_top1000_by_year()
