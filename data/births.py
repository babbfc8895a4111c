"""Births by name and year, the ratings table of lesson 6's collaborative filtering."""

from pathlib import Path
from typing import NamedTuple

from data.bundled import FOLDER, BundledFile

TOP_1000_BY_YEAR = BundledFile(
    name="top1000_by_year.csv.gz",
    lines=128_271,
    sha256="05c806ae497d8c0a5e64701cd3f85bae6202cd26e7e70b6a0cd43c3561402e55",
)


class Births(NamedTuple):
    """Three columns of equal length: row i says that `births[i]` children born in `years[i]` were named `names[i]`."""

    names: list[str]
    years: list[int]
    births: list[int]


def load_top1000_by_year(folder: Path = FOLDER) -> Births:
    """Return 128,270 rows of (name, year, births) for 1,000 names and the years 1880 to 2024, by year and name.

    A pair of name and year that is missing had fewer than five births, or none (see `top1000_by_year.md`).
    Raises `DataError` if the file is missing, truncated or changed.
    """
    rows = [line.split(",") for line in TOP_1000_BY_YEAR.read(folder)[1:]]
    return Births(
        names=[name for _, name, _ in rows],
        years=[int(year) for year, _, _ in rows],
        births=[int(births) for _, _, births in rows],
    )
