"""What programs without the network get from lesson 5's thresholds, beside the reference.

    python benchmarks/cheats.py [--seeds 1] [--first 1] [--size 22k] [--only NAME ...]

Trains each cheat of `tests/attacks/thresholds/` in this process, on splits drawn from seeds as in a graded run, and
prints the dev loss of its answers, the bar, and the sentence by which it fails. `reference` is the right solution.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "attacks"))

from cheats import cheat_source, cheats, trained_parameters
from corpus import ROOT, reference_source

from data import context_windows, load_names
from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.checks.errors import CheckFailure
from grader.checks.submission import Submission
from grader.examiner.split import secret_split
from grader.plugin.local import LocalSession
from grader.protocol.source import Cell, Module

SIZES: dict[str, tuple[tuple[int, int], float, float]] = {"22k": ((10, 68), 2.03, 10), "76k": ((24, 128), 1.993, 5)}


def submission_of(source: str, seed: int) -> Submission:
    """Return a submission in this process."""
    modules = [Module("wavenet", [Cell("wavenet.py", source)])]
    found = Submission(LocalSession(Executor(Namespace(modules), "cpu"), 300, 3600))
    found._begin(seed)
    return found


def threshold(size: str) -> Any:
    """Return the check of a threshold."""
    name = {"22k": "test_22_thousand_parameters_reach_a_dev_loss_of_2_03",
            "76k": "test_76_thousand_parameters_reach_a_dev_loss_of_1_993"}[size]  # fmt: skip
    scope: dict[str, Any] = {"__name__": "checks"}
    file = ROOT / "exercises/lesson5/test_wavenet.py"
    exec(compile(file.read_text("utf-8"), str(file), "exec"), scope)
    return scope[name]


def answers(source: str, seed: int, size: str) -> float:
    """Return the dev loss of a submission's answers, whatever they come from."""
    (n_embd, n_hidden), _, epochs = SIZES[size]
    submission, held_out = submission_of(source, seed), secret_split(seed)
    model = submission.WaveNet(27, 8, n_embd, n_hidden)
    submission.train(model, *context_windows(held_out.train_words, 8, held_out.stoi), epochs=epochs)
    return held_out.dev_loss(model, 8)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--size", choices=SIZES, default="22k")
    parser.add_argument("--only", nargs="*", choices=["reference", *cheats()], default=["reference", *cheats()])
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        trained = Path(folder, "tree.pt")
        if "parameters_from_elsewhere" in options.only:
            sizes, _, epochs = SIZES[options.size]
            trained_parameters(trained, load_names(), epochs, *sizes)
        for name in options.only:
            source = reference_source() if name == "reference" else cheat_source(name, trained)
            for seed in range(options.first, options.first + options.seeds):
                loss, held_out = answers(source, seed, options.size), secret_split(seed)
                bar = SIZES[options.size][1] + held_out.allowance
                try:
                    threshold(options.size)(submission_of(source, seed), held_out)
                    outcome = "passes"
                except CheckFailure as failure:
                    outcome = f"fails: {str(failure).splitlines()[0]}"
                print(f"{name} {options.size} seed {seed}: answers {loss:.4f}, bar {bar:.4f}; {outcome}", flush=True)


if __name__ == "__main__":
    main()
