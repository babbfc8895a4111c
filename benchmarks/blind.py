"""How right are the verdicts on programs that the checks did not grow with? The blind bank, for the README.

    python benchmarks/blind.py [--lesson lesson5] [--jobs 2]

The programs in `tests/blind/lessonN/<module>/` were written from the stubs and the narrative alone. `right.py` is a
whole module; the others hold what they change in it, and every `wrong_*.py` quotes the sentence that it contradicts. A
wrong program counts as rejected if any check fails, and as diagnosed if a message names a misconception. Checks that
train a model are left out.
"""

import argparse
import collections
from pathlib import Path

from record import record

from grader.audit.run import AuditResult, run_audit
from grader.audit.subjects import Subject
from grader.protocol.source import Cell, Module

ROOT = Path(__file__).resolve().parents[1]
BANK = ROOT / "tests" / "blind"
COLUMNS = ["lesson", "right programs accepted", "wrong programs rejected", "named a misconception"]


def subjects(lesson: str) -> list[Subject]:
    """Return the programs of one lesson, each with the right modules beside it."""
    files = {path.parent.name: path for path in sorted((BANK / lesson).glob("*/right.py"))}
    base = {module: Cell(f"{module}.py", path.read_text("utf-8")) for module, path in files.items()}
    found = []
    for path in sorted((BANK / lesson).glob("*/*.py")):
        module = path.parent.name
        cells = [] if path.name == "right.py" else [Cell(path.name, path.read_text("utf-8"))]
        modules = [Module(name, [cell, *(cells if name == module else [])]) for name, cell in base.items()]
        kind = "chaff" if path.name.startswith("wrong") else "wheat"
        found.append(Subject(name=f"{module}/{path.stem}", lesson=lesson, kind=kind, modules=modules))  # type: ignore[arg-type]
    return found


def failed(result: AuditResult) -> list[str]:
    """Return the checks that a program fails."""
    return [check.check for check in result.checks if check.status == "failed"]


def main() -> None:
    """Run the programs, print the wrong ones that pass and the right ones that do not, and keep a row a lesson."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    rows = []
    for lesson in options.lesson or sorted(folder.name for folder in BANK.glob("lesson*")):
        results = run_audit(ROOT, [lesson], subjects(lesson), jobs=options.jobs)
        by_kind: dict[str, list[AuditResult]] = collections.defaultdict(list)
        for result in results:
            by_kind[result.subject.kind].append(result)
            lacking = " (undecided: too little processor time)" if result.lacking else ""
            if result.subject.kind == "chaff" and not failed(result) and not result.error:
                print(f"accepted: {lesson} {result.subject.name}{lacking}")
            elif result.subject.kind == "wheat" and (failed(result) or result.error):
                print(f"rejected: {lesson} {result.subject.name}: {result.error or ', '.join(failed(result))}{lacking}")
        wheat, chaff = by_kind["wheat"], by_kind["chaff"]
        rejected = [result for result in chaff if failed(result) or result.error]
        named = [result for result in rejected if any(check.misconceptions for check in result.checks)]
        rows.append([
            lesson[6:],
            f"{sum(not failed(result) and not result.error for result in wheat)} of {len(wheat)}",
            f"{len(rejected)} of {len(chaff)}",
            f"{len(named)} of {len(rejected)}",
        ])  # fmt: skip
        print(*rows[-1], sep=" | ", flush=True)
    if options.lesson is None:
        record("blind", {"columns": COLUMNS, "rows": rows})


if __name__ == "__main__":
    main()
