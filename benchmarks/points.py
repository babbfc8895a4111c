"""What does one mistake cost? For every wrong program of the bank, the share of its exercise's points that it loses.

    python benchmarks/points.py [--lesson lesson5] [--jobs 2] [--audit audit.json] [FILE ...]

Runs `grader audit`, a few minutes a lesson on two cores, or takes some programs of the bank alone, and keeps the points
that each of them loses beside the number of its ideas (`ideas:` in its docstring, else one). Only the checks that do
not train count. Ends with 1 if a program loses more than its share and `tests/points.toml` has no reason for it, or has
one that is not needed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from record import record, recorded

ROOT = Path(__file__).resolve().parents[1]
REASONS = ROOT / "tests" / "points.toml"
LIMIT = 0.5


def audit(lessons: list[str], files: list[str], jobs: int) -> str:
    """Run `grader audit` and return what it writes with `--json`."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "audit.json")
        options = [part for lesson in lessons for part in ("--lesson", lesson)]
        command = [sys.executable, "-m", "grader", "audit", *files, *options, "--jobs", str(jobs), "--json", str(file)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        print(done.stdout[-3000:], done.stderr[-3000:])
        return file.read_text("utf-8")


def rows_of(written: str) -> list[dict[str, Any]]:
    """Return a row for every wrong program of an audit: lesson, exercise, points, those it loses, and its ideas."""
    return [
        {
            "lesson": one["lesson"],
            "exercise": exercise_of(one["caught_by"]),
            "program": one["name"],
            "points": one["points"],
            "lost": one["lost"],
            "ideas": one["ideas"],
        }
        for one in json.loads(written)["findings"]
        if one["kind"] == "chaff"
    ]


def exercise_of(checks: list[str]) -> str:
    """Return the file of checks that caught a program, such as `flatten_consecutive`; empty if nothing did."""
    return checks[0].split("::")[0].rpartition("test_")[2].removesuffix(".py") if checks else ""


def share(row: dict[str, Any]) -> float:
    """Return the share of the exercise's points that a program loses for each of its ideas."""
    return float(row["lost"] / row["points"] / row["ideas"]) if row["points"] else 0.0


def reasons() -> dict[str, str]:
    """Return why a program may lose more than its share, by `lessonN name`."""
    entries = tomllib.loads(REASONS.read_text("utf-8"))["exception"]
    return {program: entry["reason"] for entry in entries for program in entry["programs"]}


def named(row: dict[str, Any]) -> str:
    """Return what an exception calls the program."""
    return f"{row['lesson']} {row['program']}"


def problems(rows: list[dict[str, Any]]) -> list[str]:
    """Return the programs that lose too much without a reason, and the reasons that nothing needs."""
    dear = {named(row) for row in rows if share(row) > LIMIT}
    known = reasons()
    unneeded = {named(row) for row in rows} & known.keys() - dear
    return [
        *(f"{name} loses more than {LIMIT:.0%} of its exercise" for name in sorted(dear - known.keys())),
        *(f"{name} needs no exception" for name in sorted(unneeded)),
    ]


def show(rows: list[dict[str, Any]]) -> None:
    """Print a line a program and a summary a lesson and exercise."""
    known = reasons()
    for row in sorted(rows, key=lambda row: (row["lesson"], row["exercise"], -share(row))):
        reason = f"  {known[named(row)]}" if named(row) in known else ""
        print(
            f"{row['lost'] / row['points']:5.0%} {row['lost']:4g} of {row['points']:<3g} ideas {row['ideas']}  "
            f"{row['lesson']} {row['exercise']:22} {row['program']}{reason}"
        )
    groups = defaultdict(list)
    for row in rows:
        groups[row["lesson"], row["exercise"]].append(share(row))
    print(f"\n{'exercise':30} programs  median  highest  above {LIMIT:.0%}")
    for (lesson, exercise), shares in [*sorted(groups.items()), (("all", ""), [share(row) for row in rows])]:
        above = sum(one > LIMIT for one in shares)
        print(f"{lesson} {exercise:22} {len(shares):8} {median(shares):7.0%} {max(shares):8.0%} {above:10}")


def main() -> None:
    """Audit, keep the rows, print them, and say what loses too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="programs of the bank; all of them if none is named")
    parser.add_argument("--lesson", action="append", default=[])
    parser.add_argument("--audit", type=Path, help="what `grader audit --json` wrote, instead of another audit")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    written = options.audit.read_text("utf-8") if options.audit else None
    fresh = rows_of(written or audit(options.lesson, options.files, options.jobs))
    rows = {named(row): row for row in (recorded("points") or {"rows": []})["rows"]}
    if not options.files:  # whole lessons, whose programs may have other names by now
        whole = {row["lesson"] for row in fresh}
        rows = {name: row for name, row in rows.items() if row["lesson"] not in whole}
    rows |= {named(row): row for row in fresh}
    record("points", {"limit": LIMIT, "rows": [rows[name] for name in sorted(rows)]})
    show(fresh)
    found = problems(fresh)
    print(*found, sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
