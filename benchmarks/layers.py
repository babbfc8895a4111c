"""What each layer of the sandbox is worth: the corpus's attacks on the machine with layers switched off.

`python benchmarks/layers.py` grades the families harm and steal with one layer off, then with the layers off that stop
the same thing, and writes which attacks got through. A layer whose row is empty is backed by another one; the groups
show by which.
"""

import argparse
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "attacks"))

from corpus import corpus, sources
from driver import Examiner
from surroundings import Surroundings

from grader.sandbox import LAYERS

GROUPS = (
    ("root", "landlock"),
    ("net", "seccomp"),
    ("net", "seccomp", "landlock"),
    ("root", "seccomp", "landlock"),
    ("rlimits", "seccomp"),
    ("pid", "seccomp"),
    ("pid", "seccomp", "uid", "user"),
    ("pid", "seccomp", "uid", "user", "capabilities", "landlock", "root"),
)


def through(disabled: tuple[str, ...], families: tuple[str, ...]) -> list[str]:
    """Return the attacks that reached something with these layers off."""
    found = []
    with Surroundings(65534 if os.geteuid() == 0 else None) as around:
        examiner = Examiner(disabled=disabled, canary=around.canary)
        for attack in corpus():
            if attack.family not in families:
                continue
            try:
                verdict = examiner.grade(sources(attack, around.targets(examiner.pid)))
                reached = around.effects() or examiner.left_over(1) or "REACHED" in json.dumps(verdict)
            except (EOFError, TimeoutError):
                reached = True
                examiner.process.kill()
                examiner.close()
                around.effects()
                examiner = Examiner(disabled=disabled, canary=around.canary)
            if reached:
                found.append(attack.name)
        examiner.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("layers.md"))
    options = parser.parse_args()
    lines = ["| layers off | attacks that get through |", "|---|---|"]
    for disabled in ((), *((layer,) for layer in LAYERS), *GROUPS):
        found = through(disabled, ("harm", "steal"))
        lines.append(f"| {', '.join(disabled) or 'none'} | {', '.join(found) or 'none'} |")
        print(lines[-1], flush=True)
        options.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
