"""Build `names.txt` from a table of the Social Security Administration: `python -m data.build_names TABLE`.

TABLE is a CSV file with the columns name, sex (F or M) and births: the SSA's `yob2018.txt` with a header line.
Girls come first, then boys, each by falling count; ties keep the order of the table. A name given to both sexes occurs
twice.
"""

import argparse
import csv
from pathlib import Path

from data.bundled import FOLDER, sha256_of


def names_by_count(table: Path) -> list[str]:
    """Return the names of `table` in lower case: girls by count, then boys by count."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # sorted() is stable, so equal counts keep the order of the file
    rows = sorted(rows, key=lambda row: (row["sex"] != "F", -int(row["births"])))
    return [row["name"].lower() for row in rows]


def main() -> None:
    """Write the list and print what `names.py` must know about it."""
    parser = argparse.ArgumentParser(description="Build the list of names from a table of the SSA.")
    parser.add_argument("table", type=Path, help="CSV file with the columns name, sex, births")
    parser.add_argument("--out", type=Path, default=FOLDER / "names.txt", help="file to write (default: %(default)s)")
    arguments = parser.parse_args()
    names = names_by_count(arguments.table)
    text = "".join(f"{name}\n" for name in names)
    arguments.out.write_text(text, encoding="utf-8", newline="\n")
    print(f"{arguments.out}: {len(names):,} names, sha256 {sha256_of(text)}")


if __name__ == "__main__":
    main()
