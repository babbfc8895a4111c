"""How far dev losses spread over splits and starts: what the allowance on a drawn split has to cover.

    python benchmarks/splits.py [--splits 12] [--starts 4] [--jobs 2] [--size 22k] [--epochs N]

Lesson 5's reference, trained with `fit` on the lecture's split from starts 0, 1, ... and on splits 101, 102, ... from
start 0.
Prints each dev loss, then how far they lie below the bar, which on a drawn split moves with the dev loss of a count
model: mean, standard deviation, and their ratio.
"""

import argparse
import functools
import statistics
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import torch
from training import BLOCK, SIZES, load_wavenet, mean_loss

from data import context_windows, load_names, split, vocabulary
from grader.examiner.difficulty import count_loss
from grader.examiner.split import ALLOWANCE
from grader.training.loop import fit

LECTURE = 42  # the seed of the lecture's split


def dev_loss(size: str, epochs: float, case: tuple[int, int]) -> float:
    """Train on one split from one start, both given by their seeds, and return the dev loss in nats."""
    seed, start = case
    torch.set_num_threads(1)
    words = load_names()
    stoi, _ = vocabulary(words)
    train, dev, _ = (context_windows(part, BLOCK, stoi) for part in split(words, seed=seed))
    torch.manual_seed(start)
    model = load_wavenet().WaveNet(len(stoi), BLOCK, *SIZES[size][0])
    fit(model, *train, epochs=epochs, seed=start)
    return mean_loss(model, *dev)


@functools.cache
def allowance(seed: int, moves: bool) -> float:
    """Return what is added to the threshold on a split: by difficulty, or only for the spread."""
    if seed == LECTURE:
        return 0.0
    words = load_names()
    stoi, _ = vocabulary(words)
    here, lecture = (count_loss(*split(words, seed=seed)[:2], stoi) for seed in (seed, LECTURE))
    return ALLOWANCE + (here - lecture if moves else 0.0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--splits", type=int, default=12)
    parser.add_argument("--starts", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--size", choices=SIZES, action="append", help="only this size; may be given twice")
    parser.add_argument("--epochs", type=float)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.jobs) as pool:
        for size in options.size or SIZES:
            _, threshold, epochs = SIZES[size]
            epochs = options.epochs or epochs
            run = partial(dev_loss, size, epochs)
            groups = {
                "the lecture's split": [(LECTURE, start) for start in range(options.starts)],
                "drawn splits": [(101 + k, 0) for k in range(options.splits)],
            }
            for what, cases in groups.items():
                found = list(pool.map(run, cases))
                print(f"{size}, {epochs:g} epochs, {what}: {' '.join(f'{loss:.4f}' for loss in found)}")
                for bars, moves in {"bar": True, "bar, if it did not move": False}.items():
                    high = [threshold + allowance(seed, moves) for seed, _ in cases]
                    below = [bar - loss for bar, loss in zip(high, found, strict=True)]
                    mean, deviation = statistics.mean(below), statistics.stdev(below)
                    print(f"    below the {bars}: {mean:.4f} +- {deviation:.4f}, ratio {mean / deviation:.1f}")


if __name__ == "__main__":
    main()
