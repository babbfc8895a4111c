"""The same mistakes on the same functions, through our checks and through those of a public peer.

    python benchmarks/peer.py [--seeds 20]

The peer is `torch-judge` 0.1.1 (the judge of github.com/duoan/TorchCode, MIT), installed by pip without its
dependencies into a temporary folder; none of its code is kept here. The programs are our bank's for the functions that
both know, in the peer's form (`peer_forms.py`). Only those are compared that are wrong in the peer's task as well:

- left out by hand, each with its reason, are ideas that the peer's task text does not speak of, or calls right;
- every other wrong program has to differ from torch's own function on inputs within the peer's task text, and every
  right one must not; the command stops where that does not hold.

How to read the figures: the bank was written for our checks, and every check was mended until it caught its programs,
so that ours reject all of it is what the bank is for and says little. The peer's checks serve another purpose, quick
practice for interviews in one notebook cell, not grades; it knows forty tasks and we few. What is measured is how many
of these ideas pass there, not which course is better, and mistakes that only the peer would find are not looked for.
"""

import argparse
import contextlib
import importlib
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import msgspec
import torch
from peer_forms import SHARED, Shared
from record import record

from grader.audit.plan import plan
from grader.audit.run import AuditResult, run_audit
from grader.audit.subjects import Subject

PEER = "torch-judge==0.1.1"


class Peer:
    """The installed peer, asked by its public `check`; its verdict is read from the progress that it keeps."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "--target", str(folder / "site"), PEER], check=True)
        self.progress = folder / "progress.json"
        os.environ["PROGRESS_PATH"] = str(self.progress)
        sys.path.insert(0, str(folder / "site"))
        self.check = importlib.import_module("torch_judge").check

    def accepts(self, shared: Shared, program: Any, seed: int) -> bool:
        """Run the task's checks on one program; most of them draw their examples from torch's global state."""
        self.progress.unlink(missing_ok=True)
        torch.manual_seed(seed)
        with contextlib.redirect_stdout(io.StringIO()):
            exec("check(task)", {"check": self.check, "task": shared.task, shared.name: program})
        return json.loads(self.progress.read_text("utf-8"))[shared.task]["status"] == "solved"


def in_peers_form(shared: Shared, subject: Subject) -> Any:
    """Run a program's source after the reference's, and adapt what it defines."""
    names: dict[str, Any] = {"__name__": "submission"}
    for cell in (cell for module in subject.modules for cell in module.cells):
        exec(compile(shared.rewrite(cell.source), cell.file, "exec"), names)
    return shared.adapt(names)


def fault(shared: Shared, program: Any) -> str:
    """Return how a program departs from the peer's task, "" if it does not."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            shared.is_right(program)
    except Exception as error:
        return str(error).strip().partition("\n")[0] or type(error).__name__
    return ""


def idea(shared: Shared, subject: Subject) -> str:
    """Return the slug without the function's name, e.g. `forgets_eps`."""
    prefix = shared.exercise.lower().removesuffix("1d") + "_"
    return subject.program.slug.removeprefix(prefix) if subject.program else subject.name


def about(shared: Shared, subjects: list[Subject]) -> list[Subject]:
    """Return the reference and the bank's programs for one function, asked its checks only."""
    only = [shared.exercise]
    mine = [s for s in subjects if s.kind == "reference" or (s.program and s.program.exercises == only)]
    return [msgspec.structs.replace(s, exercises=only) for s in mine if s.lesson == shared.lesson]


def compare(shared: Shared, peer: Peer, ours: list[AuditResult], seeds: int) -> dict[str, Any]:
    """Ask both about every program of one function that is compared."""
    row: dict[str, Any] = {"function": shared.exercise, "task": shared.task, "left out": shared.left_out}
    row |= dict.fromkeys(("wrong", "ours reject", "peer rejects", "right", "ours accept", "peer accepts"), 0)
    row |= {"accepted": [], "rejected at times": {}}
    left_out = {*shared.left_out}
    for result in ours:
        subject, wrong = result.subject, result.subject.kind == "chaff"
        if wrong and idea(shared, subject) in left_out:
            left_out.discard(idea(shared, subject))
            continue
        program = in_peers_form(shared, subject)
        found = fault(shared, program)
        if wrong != bool(found):
            sys.exit(f"{subject.name}: wrong for us: {wrong}; in the peer's task: {found or 'right'}")
        accepted = not result.error and all(check.passed for check in result.checks)
        there = [peer.accepts(shared, program, seed) for seed in range(seeds)]
        if wrong:
            row["wrong"] += 1
            row["ours reject"] += not accepted
            row["peer rejects"] += not any(there)
            if all(there):
                row["accepted"].append(idea(shared, subject))
            elif any(there):
                row["rejected at times"][idea(shared, subject)] = there.count(False)
        else:
            row["right"] += 1
            row["ours accept"] += accepted
            row["peer accepts"] += all(there)
    if left_out:
        sys.exit(f"{shared.exercise}: not in the bank: {', '.join(sorted(left_out))}")
    return row


def show(rows: list[dict[str, Any]], seeds: int) -> None:
    """Print the table, then what the peer lets pass and what was left out."""
    columns = ["function", "task", "wrong", "ours reject", "peer rejects", "right", "ours accept", "peer accepts"]
    print(f"{PEER}: a wrong program is rejected if it is under each of {seeds} seeds, a right one accepted likewise\n")
    print("| " + " | ".join(columns) + " |")
    print("|---" * len(columns) + "|")
    for row in rows:
        print("| " + " | ".join(str(row[column]) for column in columns) + " |")
    for row in rows:
        print(f"\n{row['function']}")
        print(f"  wrong, and accepted by the peer: {', '.join(row['accepted']) or 'none'}")
        for name, times in row["rejected at times"].items():
            print(f"  wrong, and rejected by the peer under {times} of {seeds} seeds: {name}")
        for reason in dict.fromkeys(row["left out"].values()):
            print(f"  left out ({reason}): {', '.join(n for n, why in row['left out'].items() if why == reason)}")


def main() -> None:
    """Run both sides and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="how often the peer's checks draw their examples")
    seeds = parser.parse_args().seeds
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # some right programs warn on purpose
    root, _, subjects = plan([], sorted({shared.lesson for shared in SHARED}), None)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        peer = Peer(Path(folder))
        for shared in SHARED:
            ours = run_audit(root, [shared.lesson], about(shared, subjects), jobs=1)
            rows.append(compare(shared, peer, ours, seeds))
    show(rows, seeds)
    record("peer", {"peer": PEER, "seeds": seeds, "rows": rows})


if __name__ == "__main__":
    main()
