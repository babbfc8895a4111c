"""Compare the verdicts of two versions of the grader on the whole bank, check by check.

    python benchmarks/verdicts.py write OUT.json      with one version
    python benchmarks/verdicts.py write NEW.json      with the other
    python benchmarks/verdicts.py compare OUT.json NEW.json

`compare` prints how many checks differ in points, in the reason and in the text, with the first of each. It ends with 1
when points differ.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.audit.plan import plan
from grader.audit.run import run_audit
from grader.results.text import message_text

Checks = dict[str, list]  # check -> status, reason, points, misconceptions, text
KINDS = ("points", "reason", "text")


def write(path: Path, lessons: list[str], jobs: int) -> None:
    chosen = plan([], lessons, None)
    found = {}
    for result in run_audit(chosen.root, chosen.lessons, chosen.subjects, jobs=jobs):
        subject = result.subject
        found[f"{subject.lesson} {subject.kind} {subject.label}"] = {
            "error": result.error,
            "checks": {
                check.check: [
                    check.status, check.reason, check.points,
                    "\n".join(known.sentence for known in check.misconceptions) or None, message_text(check.message),
                ]
                for check in result.checks
            },
        }  # fmt: skip
    path.write_text(json.dumps(found, indent=0), "utf-8")
    print(f"{len(found)} programs, {sum(len(one['checks']) for one in found.values())} checks")


def compare(old: Path, new: Path) -> int:
    before, after = (json.loads(path.read_text("utf-8")) for path in (old, new))
    differences: dict[str, list[str]] = {kind: [] for kind in KINDS}
    same = 0
    for program in before.keys() | after.keys():
        if program not in before or program not in after:
            differences["points"].append(f"{program}: only in one of both")
            continue
        pairs = list(differing(before[program]["checks"], after[program]["checks"]))
        same += len(before[program]["checks"]) - len(pairs)
        for kind, text in pairs:
            differences[kind].append(f"{program} {text}")
    print(f"{same} checks are the same in points, reason and text")
    for kind, texts in differences.items():
        print(f"{len(texts)} differ in {kind}")
        for text in sorted(texts)[:5]:
            print("    " + text.replace("\n", "\n        "))
    return 1 if differences["points"] else 0


def differing(before: Checks, after: Checks) -> Iterator[tuple[str, str]]:
    for check in before.keys() | after.keys():
        one, other = before.get(check), after.get(check)
        if one is None or other is None or (one[0] == "passed", one[2]) != (other[0] == "passed", other[2]):
            yield "points", f"{check}: {one and one[:3]} -> {other and other[:3]}"
        elif one[1] != other[1]:
            yield "reason", f"{check}: {one[1]} -> {other[1]}: {other[4]}"
        elif one[3:] != other[3:]:
            yield "text", f"{check}:\n{one[4]}\n->\n{other[4]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("path", type=Path)
    writing.add_argument("--lesson", action="append", default=[])
    writing.add_argument("--jobs", type=int, default=2)
    comparing = commands.add_parser("compare")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    words = parser.parse_args()
    if words.command == "compare":
        return compare(words.old, words.new)
    write(words.path, words.lesson, words.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
