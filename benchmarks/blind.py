"""How right are the verdicts on programs that the checks did not grow with? The blind bank, for the README.

    python benchmarks/blind.py [--lesson lesson5] [--jobs 2] [--messages FILE]

The programs in `tests/blind/lessonN/<module>/` were written from the stubs and the narrative alone. `right.py` is a
whole module; the others hold what they change in it, and every `wrong_*.py` quotes the sentence that it contradicts. A
wrong program counts as rejected if any check fails. What its messages say is counted by the best of them: the name of a
misconception, the kind of difference that the numbers show, a sentence of the check, the property that does not hold,
the program's own error, or nothing but two values. `--messages` writes each program with its messages, to be read.
Checks that train a model are left out.
"""

import argparse
import collections
from pathlib import Path

from record import record

from grader.audit.run import AuditResult, run_audit
from grader.audit.subjects import Subject
from grader.protocol.source import Cell, Module
from grader.results.check import CheckResult
from grader.results.text import message_text

ROOT = Path(__file__).resolve().parents[1]
BANK = ROOT / "tests" / "blind"
COLUMNS = [
    "lesson",
    "right programs accepted",
    "wrong programs rejected",
    "named a misconception",
    "led by a sentence",
]
SAYS = ["misconception", "kind of difference", "sentence of the check", "property", "error", "two values"]
LEADING = SAYS[:4]


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


def says(check: CheckResult) -> str:
    """Return what leads the message of a failed check, as one of `SAYS`."""
    message = check.message
    if check.misconceptions:
        return "misconception"
    if check.reason != "wrong":
        return "error"
    if message.kind:
        return "kind of difference"
    if message.sentences:
        return "sentence of the check"
    return "two values" if message.expected else "property"


def best(result: AuditResult) -> str:
    """Return the best that the messages of a rejected program say."""
    found = {says(check) for check in result.checks if check.status == "failed"} or {"error"}
    return min(found, key=SAYS.index)


def sheet(results: list[AuditResult]) -> str:
    """Return each program with its messages."""
    parts = []
    for result in results:
        own = next(module for module in result.subject.modules if module.name == result.subject.name.split("/")[0])
        parts.append(f"==== {result.subject.name} ({best(result)})\n{own.cells[-1].source.strip()}")
        failing = [check for check in result.checks if check.status == "failed"]
        parts += [f"-- {check.check} ({says(check)})\n{message_text(check.message)}" for check in failing]
        if result.error:
            parts.append(f"-- {result.error}")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Run the programs, print the wrong ones that pass and the right ones that do not, and keep a row a lesson."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--messages", type=Path)
    options = parser.parse_args()
    if options.messages:
        options.messages.write_text("", "utf-8")
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
        said = collections.Counter(map(best, rejected))
        if options.messages:
            with options.messages.open("a", encoding="utf-8") as file:
                file.write(sheet(rejected))
        rows.append([
            lesson[6:],
            f"{sum(not failed(result) and not result.error for result in wheat)} of {len(wheat)}",
            f"{len(rejected)} of {len(chaff)}",
            f"{said['misconception']} of {len(rejected)}",
            f"{sum(said[what] for what in LEADING)} of {len(rejected)}",
        ])  # fmt: skip
        print(*rows[-1], sep=" | ", flush=True)
        print("the best that is said:", ", ".join(f"{what} {said[what]}" for what in SAYS), flush=True)
    if options.lesson is None:
        record("blind", {"columns": COLUMNS, "rows": rows})


if __name__ == "__main__":
    main()
