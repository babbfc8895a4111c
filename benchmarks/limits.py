"""What share of its limits the reference of each lesson uses: how much slower honest work may be without losing points.

`python benchmarks/limits.py --lesson lesson5` grades the reference as a submission, with its trainings. Limits count
processor time that others do not take, but a processor shared by two threads is slower for each of them.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from grader.examiner.limits import Limits  # noqa: E402
from grader.examiner.worst_case import worst_case  # noqa: E402

COUNTED = ("total_seconds", "training_seconds", "stall_seconds", "examiner_seconds")


def used_by_the_reference(lesson: str) -> tuple[dict[str, float], float]:
    """Grade the reference of a lesson; return what it used of its limits, and its share of the points."""
    with tempfile.TemporaryDirectory(prefix="limits-") as home:
        folder = Path(home) / "in" / "reference"
        folder.mkdir(parents=True)
        for file in (ROOT / "solutions" / lesson).glob("*.py"):
            shutil.copy(file, folder)
        command = [
            sys.executable,
            "-m",
            "grader",
            "grade",
            str(folder.parent),
            "--lesson",
            lesson,
            "--out",
            f"{home}/out",
        ]
        subprocess.run([*command, "--jobs", "1"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        verdict = json.loads(next(Path(home, "out/verdicts").glob("*.json")).read_text("utf-8"))
    return verdict["used"], (verdict["score"] or 0) / verdict["max_score"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    lessons = sorted(path.name for path in (ROOT / "solutions").glob("lesson*"))
    parser.add_argument("--lesson", action="append", choices=lessons, help="by default, all")
    limits = Limits()
    print(f"a submission can cost at most {worst_case(limits)}; {worst_case(limits, training=False)} without trainings")
    print("lesson   points  " + "".join(f"{name:>20}" for name in COUNTED))
    for lesson in parser.parse_args().lesson or lessons:
        used, points = used_by_the_reference(lesson)
        cells = [
            f"{used[name]:.1f} of {getattr(limits, name):g}: {used[name] / getattr(limits, name):.0%}"
            for name in COUNTED
        ]
        print(f"{lesson:8} {points:6.0%}  " + "".join(f"{cell:>20}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
