"""Write the README's tables from the catalogue and from benchmarks/results/, or check that they are up to date.

    python benchmarks/readme.py [--check]

A table stands between `<!-- NAME -->` and `<!-- end NAME -->`. `--check` writes nothing and exits with 1 on drift.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from record import recorded

from grader.course.catalogue import exercises
from grader.course.lesson import Lesson
from grader.results.points import number_text

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
TITLES = {"lesson1": "bigrams", "lesson2": "the MLP", "lesson5": "WaveNet", "lesson6": "the RNN"}


def lessons_table() -> str:
    """Return a row a lesson: its exercises and questions with points, and the thresholds that the reference reaches."""
    measured = (recorded("lessons") or {}).get("lessons", {})
    rows = ["| lesson | exercises (points) | thresholds, as the reference reaches them |", "|---|---|---|"]
    for folder in sorted((ROOT / "exercises").glob("lesson*")):
        names = exercises(folder)
        points = number_text(sum(e.points for e in names))
        listed = ", ".join(f"`{e.name}` {number_text(e.points)}" for e in names)
        reached = [
            f"{t['exercise']}: {t['note'].replace('at most', 'bar')}, {t['seconds']:.0f} s"
            for t in measured.get(folder.name, {}).get("thresholds", [])
        ]
        title = TITLES.get(folder.name, "")
        asked = Lesson(ROOT, folder.name).questions()
        if asked:
            listed += f"; questions: {', '.join(f'`{one.name}` {number_text(one.points)}' for one in asked)}"
        rows.append(f"| {folder.name[6:]} {title} ({points} points) | {listed} | {'<br>'.join(reached) or '-'} |")
    return "\n".join(rows)


def speed_table() -> str:
    """Return a row a target: both sides, the ratio of medians, and the command that measured it."""
    rows = ["| what | ratio | target | measured | command |", "|---|---|---|---|---|"]
    for name in ("student", "watch", "nbgrader_bridge", "grading", "grading_trainings", "training", "memory"):
        found = recorded(name)
        if found:
            rows += [
                f"| {r['what']} | **{r['ratio']:.3g}** | {r['target']} | {r['measured']} | `{r['command']}` |"
                for r in found["rows"]
            ]
    return "\n".join(rows)


def audit_table() -> str:
    """Return what the audit found, a row a lesson."""
    found = recorded("audit")
    if not found:
        return "not measured yet"
    rows = ["| " + " | ".join(found["columns"]) + " |", "|" + "---|" * len(found["columns"])]
    rows += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in found["rows"]]
    flakes = recorded("flakes")
    if flakes:
        rows += ["", "The references and every right program through the examiner (`python benchmarks/flakes.py`):", ""]
        rows += [
            f"- under {part['seeds']} seeds each, lesson {', '.join(lesson[6:] for lesson in part['lessons'])}: "
            f"{part['programs']:,} examinations, {part['checks']:,} checks, {part['failures']} failures"
            for part in flakes["parts"]
        ]
    return "\n".join(rows)


TABLES: dict[str, Callable[[], str]] = {"lessons": lessons_table, "speed": speed_table, "audit": audit_table}


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 on drift")
    check = parser.parse_args().check
    text = README.read_text("utf-8")
    made = text
    for name, table in TABLES.items():
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        if not block.search(made):
            sys.exit(f"README.md has no block <!-- {name} --> ... <!-- end {name} -->")
        content = table()
        made = block.sub(lambda match, content=content: f"{match[1]}{content}\n{match[2]}", made)
    if made == text:
        print("README.md: the tables are up to date")
    elif check:
        sys.exit("README.md: the tables drifted; run: python benchmarks/readme.py")
    else:
        README.write_text(made, "utf-8")
        print("README.md: tables written")


if __name__ == "__main__":
    main()
