"""Dev loss beside the loss on made-up words, for the reference and for a submission that answers from the public list.

`python benchmarks/made_up.py --seeds 3` trains both in this process on splits drawn from seeds. The figures are where
`GAP` in `grader/examiner/split.py` comes from.
"""

import argparse
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "attacks"))

from corpus import HERE, ROOT, filled, read_attack, reference_source

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.checks.submission import Submission
from grader.examiner.split import secret_split
from grader.plugin.local import LocalSession
from grader.protocol.source import Cell, Module

SIZES = {"22k": (10, 68), "76k": (24, 128)}


def memoriser() -> str:
    """Return the source of the submission that brings the list along."""
    names = " ".join((ROOT / "data/names.txt").read_text("utf-8").split())
    text = filled(read_attack(HERE / "game/memoriser.py").files["wavenet.py"], {"NAMES": names})
    return reference_source() + "\n\n" + text


def losses(source: str, seed: int, size: tuple[int, int]) -> list[float]:
    """Train and return the dev loss and the loss on made-up words."""
    submission = Submission(
        LocalSession(Executor(Namespace([Module("wavenet", [Cell("wavenet.py", source)])]), "cpu"), 120, 1800)
    )
    submission._begin(seed)
    held_out = secret_split(seed)
    model = submission.WaveNet(27, 8, *size)
    held_out.train(submission, model, 8)
    return held_out.dev_losses(model, 8)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--only", choices=["reference", "memoriser"])
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name, source in (("reference", reference_source()), ("memoriser", memoriser())):
        for size in options.sizes if options.only in (None, name) else []:
            for seed in range(options.first, options.first + options.seeds):
                dev, made_up = losses(source, seed, SIZES[size])
                print(f"{name} {size} seed {seed}: dev {dev:.4f}, made up {made_up:.4f}", flush=True)


if __name__ == "__main__":
    main()
