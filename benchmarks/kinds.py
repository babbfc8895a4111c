"""How often does a wrong answer seem to have a kind of difference by chance, and how long does it take to look for one?

    python benchmarks/kinds.py [--pairs 1000]

Unrelated values of a dozen sorts are compared. What is said of them then is chance, but for what is true of any value:
that all its numbers are equal, or that its sizes are in another order.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable

import torch
from torch import Tensor

from grader.checks.compare import limit_of, matches
from grader.checks.kinds import kind_of_difference

FACTS = {"all-zero", "all-equal", "only-the-shape", "shape-in-another-order"}
Shape = list[int]


def normal(shape: Shape) -> Tensor:
    """Return normal numbers in float64."""
    return torch.randn(shape, dtype=torch.float64)


def shares(shape: Shape) -> Tensor:
    """Return rows of positive numbers that add up to 1."""
    x = torch.rand(shape, dtype=torch.float64)
    return x / x.sum(-1, keepdim=True) if shape else x


SORTS: dict[str, Callable[[Shape], Tensor | float]] = {
    "normal, float64": normal,
    "normal, float32": torch.randn,
    "half of them 0": lambda shape: torch.randn(shape) * (torch.rand(shape) < 0.5),
    "rows that add up to 1": shares,
    "small, float32": lambda shape: torch.randn(shape) * 1e-4,
    "0 and 1": lambda shape: torch.randint(2, shape),
    "0 to 9": lambda shape: torch.randint(10, shape),
    "0 to 26": lambda shape: torch.randint(27, shape),
    "0 to 999": lambda shape: torch.randint(1000, shape),
    "a Python number": lambda shape: normal([]).item(),
    "two decimals": lambda shape: round(random.random(), 2),
}


def a_shape() -> Shape:
    """Return a shape of at most three dimensions."""
    return [random.randint(1, 6) for _ in range(random.randint(0, 3))]


def main() -> None:
    """Compare, and print a line a sort."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1000)
    options = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    for sort, make in SORTS.items():
        said: Counter[str] = Counter()
        pairs, spent = 0, 0.0
        while pairs < options.pairs:
            shape = a_shape()
            right, wrong = make(shape), make(shape if random.random() < 0.75 else a_shape())
            if matches(wrong, right):
                continue
            pairs += 1
            began = time.process_time()
            kind = kind_of_difference(right, wrong, same=matches, limit=limit_of)
            spent += time.process_time() - began
            if kind:
                said[kind.id] += 1
        chance = {slug: count for slug, count in said.items() if slug not in FACTS}
        milliseconds = f"{spent / pairs * 1000:.1f} ms of CPU each"
        print(f"{sort}: {sum(chance.values())} of {pairs} by chance {chance or ''} | {milliseconds}", flush=True)


if __name__ == "__main__":
    main()
