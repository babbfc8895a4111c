"""A class of two hundred with every attack in it: `grader grade` has to lose nobody, and little time.

`python benchmarks/mixed_class.py` writes the submissions into a throwaway folder, grades them in one run with short
limits, and compares: honest work gets all points, attacks no more than what they stand on. For each hostile submission
it prints the seconds by which it costs more than honest work, worst first: its own and the examiner's, as the verdict
counts them, and those that reading its files took. `--training` trains too, with a smaller class.
"""

import argparse
import csv
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "attacks")]

from corpus import base_source, corpus, reference_source, sources  # noqa: E402
from folders import FOLDERS  # noqa: E402
from intake.hostile_files import FILES  # noqa: E402
from resident import Watcher  # noqa: E402
from surroundings import Surroundings  # noqa: E402

from grader.candidate.waiting import ran  # noqa: E402
from grader.course.root import find_root  # noqa: E402
from grader.intake.entries import Entry  # noqa: E402
from grader.intake.expected import expected  # noqa: E402
from grader.intake.reader import Reader  # noqa: E402

SHORT = {"call_seconds": 1, "cell_seconds": 1.5, "load_seconds": 5, "total_seconds": 8, "restarts": 4,
         "examiner_seconds": 30}  # fmt: skip
TRAINING = {"training_seconds": 90, "stall_seconds": 8, "total_seconds": 15}
LOST, LOST_TRAINING = 10.0, 60.0  # seconds that a hostile submission may cost, without and with trainings
NAMES = "\n".join(
    f"x{number}{'.a' * 480}" for number in range(200)
)  # a source as long as may be, of chains of attributes


def hostile(targets: dict[str, str], names: list[str]) -> list[tuple[str, str, dict[str, bytes]]]:
    """Return kind, name and files of each hostile submission whose name has one of `names` in it, or of all.

    The kind says what its points are compared with: those of the stub, of wrong or of right work; none for a "file";
    "slow" is right work that loses the points of its trainings.
    """
    found: list[tuple[str, str, dict[str, Callable[[], bytes]]]] = []
    for attack in corpus():
        files = {name: text.encode() for name, text in sources(attack, targets).items()}
        kind = "slow" if attack.base == "right" else attack.base  # its trainings do not end, so it has not all points
        found.append((kind, attack.name, {name: lambda text=text: text for name, text in files.items()}))  # type: ignore[misc]
    for name, made in FILES.items():
        found.append(("file", f"file/{name}", {file.replace("layers", "wavenet"): make for file, make in made.items()}))
    chains = f"{reference_source()}\nif False:\n" + "".join(f"    {line}\n" for line in NAMES.splitlines())
    found.append(("right", "file/chains of attributes", {"wavenet.py": chains.encode}))
    chosen = [item for item in found if not names or any(part in item[1] for part in names)]
    return [(kind, name, {file: make() for file, make in files.items()}) for kind, name, files in chosen]


def write_class(
    folder: Path, students: int, around: Surroundings, names: list[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Write the submissions; return the kind of each student's (see `hostile`), and the attacks."""
    kinds: dict[str, str] = {}
    attacks: dict[str, str] = {}

    def write(name: str, kind: str, files: dict[str, bytes]) -> None:
        (folder / name).mkdir(parents=True)
        for file, content in files.items():
            (folder / name / file).write_bytes(content)
        kinds[name] = kind

    for number, (kind, attack, files) in enumerate(hostile(around.targets(os.getpid()), names)):
        name = f"s{2 * number:03}-{re.sub(r'[^a-z0-9]+', '-', attack.lower())}"
        attacks[name] = attack
        write(
            name, kind, {file: text + f"\n# {name}\n".encode() * file.endswith(".py") for file, text in files.items()}
        )
    for attack, make in FOLDERS.items():
        if not names or any(part in f"folder/{attack}" for part in names):
            made = make(folder, base_source("stub"))
            kinds.update(dict.fromkeys(made, "file"))
            attacks.update(dict.fromkeys(made, f"folder/{attack}"))
    for number in range(max(students - len(attacks), 1)):  # each a little different, so that no two are the same
        name = f"s{2 * number + 1:03}-honest"
        write(name, "right", {"wavenet.py": f"{reference_source()}\n# {name}\n".encode()})
    for kind in ("stub", "wrong"):
        write(kind, kind, {"wavenet.py": base_source(kind).encode()})
    return kinds, attacks


def reading_seconds(folder: Path, names: list[str]) -> dict[str, float]:
    """Return the processor time that reading each submission takes; a process that is lost is started again."""

    def spent() -> float:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        pool = reader.pool
        alive = [ran(worker.process.pid) or 0.0 for worker in pool.workers] if pool else []
        return ended.ru_utime + ended.ru_stime + sum(alive)

    found = {}
    with Reader(expected(find_root(), "lesson5"), folder.parent / "reading") as reader:
        reader.read(Entry("stub", folder / "stub")).result()  # the process starts
        for name in names:
            begun = spent()
            reader.read(Entry(name, folder / name)).result()
            found[name] = spent() - begun
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="parts of names of attacks, such as stall/; default: all")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--training", action="store_true", help="train too")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="class-"))
    limits = {**SHORT, **(TRAINING if options.training else {})}
    with Surroundings(65534 if os.geteuid() == 0 else None) as around:
        kinds, attacks = write_class(home / "in", options.students, around, options.names)
        command = [sys.executable, "-m", "grader", "grade", str(home / "in"), "--lesson", "lesson5", "--out",
                   str(home / "out"), "--jobs", str(options.jobs)]  # fmt: skip
        command += [] if options.training else ["--no-training"]
        for name, value in limits.items():
            command += ["--limit", f"{name}={value}"]
        begun = time.monotonic()
        done = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        with Watcher(done.pid) as watcher:
            said = done.communicate()[1]
        seconds = time.monotonic() - begun
        effects = around.effects()
    with (home / "out/grades.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    scores = {name: float(row["score"] or 0) for name, row in rows.items()}
    best = max(float(row["max_score"] or 0) for row in rows.values())
    bars = {"right": best, "stub": scores["stub"], "wrong": scores["wrong"], "slow": best, "file": 0.0}
    as_it_should = {"file": ("unreadable", "graded", "empty")}
    lost = [
        name for name in kinds if rows.get(name, {}).get("status") not in as_it_should.get(kinds[name], ("graded",))
    ]
    unfair = [name for name, kind in kinds.items() if kind == "right" and scores.get(name) != best]
    gained = [name for name, kind in kinds.items() if kind != "right" and scores.get(name, 0) > bars[kind]]
    fifths = ", ".join(f"{watcher.peak(options.jobs, part / 5, (part + 1) / 5):.0f}" for part in range(5))
    used = {name: used_by(home / "out/verdicts" / f"{name}.json", limits) for name in kinds}
    usual = statistics.median(used[name] for name in kinds if name.endswith("-honest"))
    reading = reading_seconds(home / "in", list(attacks))
    cost = sorted(((used[name] - usual + reading[name], name) for name in attacks), reverse=True)
    most = LOST_TRAINING if options.training else LOST
    dear = [attacks[name] for extra, name in cost if extra > most]
    print(
        f"{len(kinds)} submissions, {len(attacks)} of them hostile, in {seconds / 60:.1f} minutes with {options.jobs} "
        f"jobs, exit code {done.returncode}\nnot graded: {lost or 'none'}\n"
        f"honest work without full marks: {unfair or 'none'}\n"
        f"attacks that gained: {gained or 'none'}\neffects outside: {effects or 'none'}\n"
        f"memory of the command and its workers, MB: {fifths} in the five fifths of the time\n"
        f"honest work uses {usual:.1f} s; a hostile one {statistics.mean(extra for extra, _ in cost):.1f} s more "
        f"on average; more than {most:g} s: {dear or 'none'}"
    )
    for extra, name in cost[:20]:
        print(f"{extra:6.1f} s  {attacks[name]}" + f" ({reading[name]:.1f} s of reading)" * (reading[name] > 1))
    if done.returncode:
        print(said[-2000:])
    shutil.rmtree(home, ignore_errors=True)
    sys.exit(bool(lost or unfair or gained or effects or dear))


def used_by(verdict: Path, limits: dict[str, float]) -> float:
    """Return the seconds that a submission has used up: its own and the examiner's."""
    found = json.loads(verdict.read_text("utf-8"))
    if found["status"] == "failed":  # the examination was ended, so all that it may take is gone
        return sum(limits.get(name, 0.0) for name in ("total_seconds", "training_seconds", "examiner_seconds"))
    return sum(found["used"].values())


if __name__ == "__main__":
    main()
