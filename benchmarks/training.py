"""Training time: our loop beside the lecture's, on lesson 5's reference and the bundled names.

`python benchmarks/training.py` trains both sizes with `fit`, then times a part of the lecture's loop and extrapolates;
`--full` runs all of the lecture's 200,000 steps (half an hour or more for each size). Both sides run in this process.
"""

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from typing import Any

import torch
from record import record
from torch import Tensor
from torch.nn import functional as F

from data import context_windows, load_names, split, vocabulary
from grader.training.loop import fit

WAVENET = Path(__file__).parents[1] / "solutions" / "lesson5" / "wavenet.py"
BLOCK = 8
SIZES = {"22k": ((10, 68), 2.03, 10), "76k": ((24, 128), 1.993, 5)}  # n_embd and n_hidden, threshold, epochs
LECTURE_STEPS, LECTURE_DROP, LECTURE_BATCH = 200_000, 150_000, 32


def load_wavenet() -> Any:
    """Import the reference of lesson 5 by its path."""
    spec = importlib.util.spec_from_file_location("wavenet", WAVENET)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def set_training(model: Any, training: bool) -> None:
    for layer in model.model.layers:
        layer.training = training


@torch.no_grad()
def mean_loss(model: Any, X: Tensor, Y: Tensor) -> float:
    set_training(model, False)
    total = sum(
        F.cross_entropy(model(x), y, reduction="sum") for x, y in zip(X.split(4096), Y.split(4096), strict=True)
    )
    set_training(model, True)
    return float(total) / len(Y)


def lecture(model: Any, X: Tensor, Y: Tensor, steps: int, seed: int) -> None:
    """The lecture's loop (makemore part 5): batches of 32 with replacement, plain descent, one drop of the rate."""
    generator = torch.Generator().manual_seed(seed)
    parameters = model.parameters()
    for parameter in parameters:
        parameter.requires_grad_()
    for step in range(steps):
        rows = torch.randint(len(X), (LECTURE_BATCH,), generator=generator)
        loss = F.cross_entropy(model(X[rows]), Y[rows])
        for parameter in parameters:
            parameter.grad = None
        loss.backward()
        rate = 0.1 if step < LECTURE_DROP else 0.01
        for parameter in parameters:
            parameter.data += -rate * parameter.grad
        loss.item()  # the lecture keeps log10 of every loss


def timed(work: Any, *args: Any, **options: Any) -> float:
    start = time.perf_counter()
    work(*args, **options)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--lecture-steps", type=int, default=2000, metavar="N", help="steps of the lecture's loop to time"
    )
    parser.add_argument("--full", action="store_true", help="run all 200,000 steps instead of extrapolating")
    parser.add_argument("--size", choices=SIZES, action="append", help="only this size; may be given twice")
    parser.add_argument("--epochs", type=float, help="epochs of our loop, for both sizes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    steps = LECTURE_STEPS if options.full else options.lecture_steps

    words = load_names()
    stoi, _ = vocabulary(words)
    train, dev, _ = (context_windows(part, BLOCK, stoi) for part in split(words))
    wavenet = load_wavenet()
    print(
        f"{len(train[0]):,} training and {len(dev[0]):,} dev examples, {options.threads} thread(s), seed {options.seed}"
    )
    rows = []
    fit(wavenet.WaveNet(len(stoi), BLOCK, 2, 2), *(part[:2048] for part in train), epochs=1)  # lazy imports of torch
    for size in options.size or SIZES:
        width, threshold, epochs = SIZES[size]
        torch.manual_seed(options.seed)
        ours, theirs = (wavenet.WaveNet(len(stoi), BLOCK, *width) for _ in range(2))
        seconds = timed(fit, ours, *train, epochs=options.epochs or epochs, seed=options.seed)
        loss = mean_loss(ours, *dev)
        print(f"{size}  ours     {seconds:8.1f} s  dev {loss:.4f}  (threshold {threshold})")
        spent = timed(lecture, theirs, *train, steps, options.seed)
        total = spent / steps * LECTURE_STEPS
        reached = f"dev {mean_loss(theirs, *dev):.4f}" if options.full else f"EXTRAPOLATED from {steps:,} steps"
        print(f"{size}  lecture  {total:8.1f} s  {reached}  ({spent / steps * 1e3:.2f} ms a step)")
        print(f"{size}  ratio    {total / seconds:8.1f}")
        how = "" if options.full else f", extrapolated from {steps:,} of its 200,000 steps"
        rows.append(
            {
                "what": f"the lecture's loop / ours, {size} parameters, {options.threads} thread(s)",
                "ratio": total / seconds,
                "target": ">= 40",
                "measured": f"{total:.0f} s{how} / {seconds:.1f} s to a dev loss of {loss:.3f}",
                "command": " ".join(["python benchmarks/training.py", *sys.argv[1:]]),
            }
        )
    if not options.size:
        record("training", {"rows": rows})


if __name__ == "__main__":
    main()
