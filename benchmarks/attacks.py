"""The attack corpus side by side: checks in the submission's own process, plain nbgrader, and `grader`'s examiner.

`python benchmarks/attacks.py` runs every attack of `tests/attacks` three times, in a throwaway course with a throwaway
home, and writes a table. "Plain nbgrader" is `nbgrader autograde` as shipped, on an assignment with three functions and
asserts as such courses write them; "in-process" is `pytest exercises/lesson5 --against`, a student's own run, graded by
its exit code and its last lines. A cell shows the points above what the same work gets without the attack, and what
happened outside. Attacks are bounded; they run as you, so use a machine that may be rebooted.
"""

import argparse
import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "attacks"))

from corpus import Attack, base_source, corpus, sources  # noqa: E402
from driver import Examiner, earned  # noqa: E402
from surroundings import Surroundings, children, end_all  # noqa: E402

CONFIG = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = "sqlite:///" + {root!r} + "/gradebook.db"
c.Execute.timeout = 10
c.Execute.kernel_name = "python3"
"""
# Asserts as a course without a grader of its own has them.
TESTS = {
    "smooth": "assert torch.allclose(smooth(torch.arange(12.0), 4), torch.tensor([1.5, 5.5, 9.5]))",
    "FlattenConsecutive": "x = torch.arange(24.0).view(2, 4, 3)\n"
    "assert torch.equal(FlattenConsecutive(2)(x), x.view(2, 2, 6))\n"
    "assert FlattenConsecutive(4)(x).shape == (2, 12)",
    "Embedding": "layer = Embedding(5, 3)\nix = torch.tensor([[0, 4], [1, 1]])\n"
    "assert torch.allclose(layer(ix), layer.weight[ix])\nassert len(layer.parameters()) == 1",
}
CHECKS = [f"exercises/lesson5/test_{name}.py" for name in ("smooth", "flatten_consecutive", "embedding")]
WAIT = 40.0  # seconds for a run that takes five to ten


def quiet_kill(group: int) -> None:
    """Kill a process group if it is still there."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def sacrificed(command: list[str], home: Path, prepare: Any, canary: str) -> tuple[int | None, str]:
    """Run a command that waits until `prepare(pid)` is done; returns its exit code (None: no end) and output."""
    log = home / "log"
    environment = {**os.environ, "HOME": str(home), "CANARY": canary, "OMP_NUM_THREADS": "1", "COLUMNS": "200"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["sh", "-c", 'read go; "$@"; exit $?', "sh", *command],
            stdin=subprocess.PIPE, stdout=out, stderr=out, env=environment, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        prepare(process.pid)
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.close()
        code: int | None
        try:
            code = process.wait(WAIT)
        except subprocess.TimeoutExpired:
            code = None
        quiet_kill(process.pid)
        process.wait()
    text = log.read_text("utf-8", "replace")[-200_000:]
    return code, text


def leftovers(known: set[int]) -> list[int]:
    """Return processes that this program has inherited from a run, after a moment, and end them."""
    time.sleep(0.3)
    found = [pid for pid in children(os.getpid()) if pid not in known]
    end_all(found)
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if not pid:
            break
    return found


class Course:
    """A throwaway nbgrader course with one assignment."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "nbgrader_config.py").write_text(CONFIG.format(root=str(root)))
        self.write(root / "source" / "a", {"wavenet.py": base_source("stub")})
        self.nbgrader("generate_assignment", "a", "--create")

    def nbgrader(self, *arguments: str) -> None:
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])

    @staticmethod
    def write(folder: Path, files: dict[str, str]) -> None:
        from nbformat.v4 import new_code_cell, new_notebook, writes

        def cell(name: str, source: str, graded: bool) -> Any:
            made = new_code_cell(source)
            made["id"] = name
            made.metadata["nbgrader"] = {
                "schema_version": 3, "grade_id": name, "grade": graded, "solution": not graded, "locked": graded,
                "task": False, **({"points": 1} if graded else {}),
            }  # fmt: skip
            return made

        # one cell as the student's work; the blocks under `if __name__ == "__main__"` stay out, as everywhere
        work = '__name__ = "submission"\n' + files["wavenet.py"].replace("### ", "# ")
        cells = [cell("work", work, False)]
        cells += [cell(f"test_{name}", text, True) for name, text in TESTS.items()]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a.ipynb").write_text(writes(new_notebook(cells=cells)))
        for name, text in files.items():
            if name != "wavenet.py":
                (folder / name).write_text(text)

    def score(self, student: str) -> float | None:
        """Return the points in the gradebook, None when there is no grade."""
        from nbgrader.api import Gradebook, MissingEntry

        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            try:
                return float(book.find_submission("a", student).score)
            except MissingEntry:
                return None


def in_process(home: Path) -> Any:
    """Return how to run the checks in the submission's own process, and how to read the points."""
    folder = home / "handed_in" / "lesson5"
    folder.mkdir(parents=True)

    def write(files: dict[str, str]) -> None:
        for name, text in files.items():
            (folder / name).write_text(text)

    command = [sys.executable, "-m", "pytest", *CHECKS, "--against", str(folder.parent), "-q", "-p", "no:cacheprovider"]
    return command, write


def points_of(code: int | None, text: str) -> float | None:
    """Return the points that a script reads off a pytest run: all for exit code 0, else the summary's."""
    if code == 0:
        return 22.0
    found = re.findall(r"^(\d+(?:\.\d+)?) of \d+", text, re.MULTILINE)
    return float(found[-1]) if found else None


def describe(points: float | None, base: float, best: float, effects: list[str], code: int | None, said: str) -> str:
    """Return a table cell."""
    if points is None:
        words = ["no verdict: it never ended" if code is None else "no verdict: the run broke off"]
    elif points > base:
        words = ["full marks" if points >= best else f"+{points - base:g} of {best:g}"]
    else:
        words = [f"{points:g} of {best:g}"]
    words += sorted(set(effects))
    if "REACHED" in said and not effects:
        words.append("reached: " + re.sub(r"[|`<>]", "", said.split("REACHED", 1)[1].splitlines()[0])[:40].strip())
    return "; ".join(words)


def run_outside(attack: Attack, home: Path, course: Course, kind: str, base: dict[str, float]) -> str:
    """Run one attack against a grader that does not defend itself; returns a table cell."""
    known = set(children(os.getpid()))
    with Surroundings() as around:
        known.add(around.victim.pid)
        if kind == "nbgrader":
            student = attack.name.replace("/", "-").replace("_", "-")
            command = [sys.executable, "-m", "nbgrader", "autograde", "a", "--student", student, "--create"]
            command = ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", str(course.root), *command]

            def prepare(pid: int) -> None:
                course.write(course.root / "submitted" / student / "a", sources(attack, around.targets(pid)))
        else:
            command, write = in_process(home)

            def prepare(pid: int) -> None:
                write(sources(attack, around.targets(pid)))

        code, text = sacrificed(command, home, prepare, around.canary)
        time.sleep(3.5 if attack.slug == "detached_child" else 0)
        known.add(around.victim.pid)
        left = leftovers(known)
        effects = around.effects() + ([f"{len(left)} processes left"] if left else [])
        if around.token in text and kind != "nbgrader":
            effects.append("a secret is out")
        if kind == "nbgrader":
            points, best = course.score(student), float(len(TESTS))
            notebook = course.root / "autograded" / student / "a" / "a.ipynb"
            shown = notebook.read_text("utf-8", "replace") if notebook.exists() else ""
            outputs = re.findall(r'^\s*"(REACHED.*?)(?:\\n)?",?$', shown, re.MULTILINE)
            said = outputs[0] + "\n" if outputs else ""
        else:
            points, best, said = points_of(code, text), 22.0, text
        return describe(points, base[attack.base], best, effects, code, said)


def honest_points(kind: str, course: Course, home: Path) -> dict[str, float]:
    """Measure what the stub and the wrong solution get without an attack."""
    found = {}
    for name in ("stub", "wrong", "right"):
        own, files = home / f"{kind}-honest-{name}", {"wavenet.py": base_source(name)}
        own.mkdir()
        if kind == "nbgrader":
            course.write(course.root / "submitted" / f"honest-{name}" / "a", files)
            course.nbgrader("autograde", "a", "--student", f"honest-{name}", "--create")
            found[name] = course.score(f"honest-{name}") or 0.0
        else:
            command, write = in_process(own)
            write(files)
            found[name] = points_of(*sacrificed(command, own, lambda pid: None, "")) or 0.0
    return found


def run_examined(attacks: list[Attack]) -> dict[str, str]:
    """Run attacks against the examiner; returns table cells."""
    found = {}
    with Surroundings(65534 if os.geteuid() == 0 else None) as around, Examiner(canary=around.canary) as examiner:
        base = {
            name: sum(earned(examiner.grade({"wavenet.py": base_source(name)})).values())
            for name in ("stub", "wrong", "right")
        }
        best = sum(check["points"] for check in examiner.grade({"wavenet.py": base_source("stub")})["checks"])
        for attack in attacks:
            verdict = examiner.grade(sources(attack, around.targets(examiner.pid)))
            effects = around.effects() + ["processes left"] * bool(examiner.left_over())
            text = json.dumps(verdict)
            if around.token in text:
                effects.append("a secret is out")
            points = sum(earned(verdict).values())
            found[attack.name] = describe(points, base[attack.base], best, effects, 0, verdict["output"])
            print(f"ours       {attack.name}: {found[attack.name]}", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="parts of names of attacks; default: all")
    parser.add_argument("--against", nargs="*", default=["in-process", "nbgrader", "ours"])
    parser.add_argument("--out", type=Path, default=Path("attacks.md"))
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(36, 1)  # orphans of a run come to us, and we end them
    attacks = [a for a in corpus() if not options.names or any(part in a.name for part in options.names)]
    home = Path(tempfile.mkdtemp(prefix="throwaway-"))
    kept = options.out.with_suffix(".json")
    cells: dict[str, dict[str, str]] = {attack.name: {} for attack in attacks}
    cells.update(json.loads(kept.read_text()) if kept.exists() else {})
    if "ours" in options.against:
        for name, cell in run_examined(attacks).items():
            cells[name]["ours"] = cell
    (home / "course").mkdir()
    course = Course(home / "course")
    base = {kind: honest_points(kind, course, home) for kind in options.against if kind != "ours"}
    print(f"without an attack: {base}", flush=True)
    for attack in attacks:
        for kind in options.against:
            if kind != "ours" and kind not in cells[attack.name]:
                own = home / f"{kind}-{attack.family}-{attack.slug}"
                own.mkdir()
                cells[attack.name][kind] = run_outside(attack, own, course, kind, base[kind])
                shutil.rmtree(own, ignore_errors=True)
                print(f"{kind:10} {attack.name}: {cells[attack.name][kind]}", flush=True)
        kept.write_text(json.dumps(cells))
        write_table(options.out, attacks, cells, options.against)
    kept.unlink()
    shutil.rmtree(home, ignore_errors=True)


def write_table(path: Path, attacks: list[Attack], cells: dict[str, dict[str, str]], kinds: list[str]) -> None:
    """Write the table as Markdown, after every attack, which the file beside it lets an interrupted run go on from."""
    lines = [
        "# The attacks, one by one",
        "",
        "Made by `python benchmarks/attacks.py`; what is compared stands in [honest-grading.md](honest-grading.md).",
        "A cell has the points and what happened outside of the grader; what an attack printed follows *reached*.",
        "",
        f"| attack | idea | {' | '.join(kinds)} |",
        "|---|---|" + "---|" * len(kinds),
    ]
    for attack in attacks:
        row = cells[attack.name]
        lines.append(f"| {attack.name} | {attack.idea} | {' | '.join(row.get(kind, '') for kind in kinds)} |")
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
