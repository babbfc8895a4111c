"""How right are the verdicts? The bank, the references and every small change to them, for the README.

    python benchmarks/audit.py [--lesson lesson5] [--jobs 2] [--audit audit.json]

Runs `grader audit` and `grader mutate` over every lesson, a quarter of an hour on two cores, or over those named, whose
rows alone are made anew. Keeps the counts beside those of `benchmarks/flakes.py`; ends with 1 when one does not hold.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from record import record, recorded

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ["lesson", "right programs accepted", "wrong programs rejected", "for their reason", "diagnosed",
           "misdiagnosed", "changes to the reference"]  # fmt: skip


def grader(*options: str) -> tuple[int, str]:
    """Run a command of the grader and return its code and what it printed."""
    done = subprocess.run([sys.executable, "-m", "grader", *options], cwd=ROOT, capture_output=True, text=True)
    print(done.stdout[-3000:], done.stderr[-3000:])
    return done.returncode, done.stdout


def of(found: list[dict[str, Any]], kind: str, lesson: str) -> list[dict[str, Any]]:
    """Return the findings of one kind of program."""
    return [one for one in found if one["kind"] == kind and one["lesson"] == lesson]


def main() -> None:
    """Run both, and keep a row a lesson."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--audit", type=Path, help="what `grader audit --json` wrote, instead of another audit")
    options = parser.parse_args()
    jobs = str(options.jobs)
    with tempfile.TemporaryDirectory() as scratch:
        file = options.audit or Path(scratch, "audit.json")
        lessons = [part for lesson in options.lesson for part in ("--lesson", lesson)]
        code = 0 if options.audit else grader("audit", *lessons, "--jobs", jobs, "--json", str(file))[0]
        audit = json.loads(file.read_text("utf-8"))
    fresh = {}
    for lesson in sorted({finding["lesson"] for finding in audit["findings"]}):
        wheat, chaff = (of(audit["findings"], kind, lesson) for kind in ("wheat", "chaff"))
        if undecided := [one["name"] for one in audit["findings"] if one["undecided"]]:
            sys.exit(f"nothing is kept: too little processor time to decide about {', '.join(undecided)}")
        names = {finding["name"] for finding in chaff}
        confused = {confusion["name"] for confusion in audit["confusions"]} & names
        failed, text = grader("mutate", "--lesson", lesson, "--jobs", jobs)
        code |= failed
        changes = re.search(r"(\d+) changes: (\d+) noticed, (\d+) explained", text)
        assert changes, text
        if "undecided" in text:
            sys.exit("nothing is kept: too little processor time to decide about some changes")
        total, noticed, explained = changes.groups()
        fresh[lesson[6:]] = [
            lesson[6:],
            f"{sum(not one['problem'] for one in wheat)} of {len(wheat)}",
            f"{sum(bool(one['caught_by']) for one in chaff)} of {len(chaff)}",
            f"{sum(not one['problem'] for one in chaff)} of {len(chaff)}",
            f"{sum(one['diagnosed'] for one in chaff) / len(chaff):.0%}",
            len(confused),
            f"{total}: {noticed} noticed, {explained} explained",
        ]  # fmt: skip
    kept = {row[0]: row for row in (recorded("audit") or {"rows": []})["rows"]} if options.lesson else {}
    rows = kept | fresh
    record("audit", {"columns": COLUMNS, "rows": [rows[name] for name in sorted(rows)]})
    for row in fresh.values():
        print(*row, sep=" | ")
    print(recorded("flakes") or "benchmarks/flakes.py was not run")
    sys.exit(code)


if __name__ == "__main__":
    main()
