"""A class of two hundred with every attack in it: `grader grade` has to lose nobody.

`python benchmarks/mixed_class.py` writes the submissions into a throwaway folder, grades them in one run with short
limits, and compares: honest work gets all points, attacks no more than what they stand on.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "attacks"))

from corpus import base_source, corpus, reference_source, sources  # noqa: E402
from resident import Watcher  # noqa: E402
from surroundings import Surroundings  # noqa: E402

SHORT = ("call_seconds=1", "cell_seconds=1.5", "load_seconds=5", "total_seconds=15", "restarts=4")


def write_class(folder: Path, students: int, around: Surroundings) -> dict[str, str]:
    """Write the submissions; returns student -> what he stands on: "right", "stub" or "wrong"."""
    kinds, attacks = {}, corpus()
    for number in range(students):
        attack = attacks[number // 2] if number % 2 and number // 2 < len(attacks) else None
        kind = attack.base if attack else "right"
        files = sources(attack, around.targets(os.getpid())) if attack else {"wavenet.py": reference_source()}
        name = f"s{number:03}-{attack.slug if attack else 'honest'}"
        files["wavenet.py"] += f"\n# {name}\n"  # so that no two are the same
        (folder / name).mkdir(parents=True)
        for file, text in files.items():
            (folder / name / file).write_text(text)
        kinds[name] = kind
    for kind in ("stub", "wrong"):
        (folder / kind).mkdir()
        (folder / kind / "wavenet.py").write_text(base_source(kind))
    return kinds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="class-"))
    with Surroundings(65534 if os.geteuid() == 0 else None) as around:
        kinds = write_class(home / "in", options.students, around)
        command = [sys.executable, "-m", "grader", "grade", str(home / "in"), "--lesson", "lesson5", "--out",
                   str(home / "out"), "--jobs", str(options.jobs), "--no-training"]  # fmt: skip
        for limit in SHORT:
            command += ["--limit", limit]
        begun = time.monotonic()
        done = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        with Watcher(done.pid) as watcher:
            said = done.communicate()[1]
        seconds = time.monotonic() - begun
        effects = around.effects()
    with (home / "out/grades.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    scores = {name: float(row["score"] or 0) for name, row in rows.items()}
    best = max(float(row["max_score"]) for row in rows.values())
    bars = {"right": best, "stub": scores["stub"], "wrong": scores["wrong"]}
    lost = [name for name in kinds if name not in rows or rows[name]["status"] != "graded"]
    unfair = [name for name, kind in kinds.items() if kind == "right" and scores.get(name) != best]
    gained = [name for name, kind in kinds.items() if kind != "right" and scores.get(name, 0) > bars[kind]]
    fifths = ", ".join(f"{watcher.peak(options.jobs, part / 5, (part + 1) / 5):.0f}" for part in range(5))
    hostile = sum(kind != "right" for kind in kinds.values())
    print(
        f"{len(kinds)} submissions, {hostile} of them hostile, in {seconds / 60:.1f} minutes with {options.jobs} jobs, "
        f"exit code {done.returncode}\nnot graded: {lost or 'none'}\n"
        f"honest work without full marks: {unfair or 'none'}\n"
        f"attacks that gained: {gained or 'none'}\neffects outside: {effects or 'none'}\n"
        f"memory of the command and its workers, MB: {fifths} in the five fifths of the time"
    )
    if done.returncode:
        print(said[-2000:])
    shutil.rmtree(home, ignore_errors=True)
    sys.exit(bool(lost or unfair or gained or effects))


if __name__ == "__main__":
    main()
