"""The held-out split of a grading run, drawn from its seed, with a bar that moves with its difficulty.

The letters are renumbered too, by a secret permutation. That changes nothing for a model, which learns the numbers from
scratch, but a table of names that a submission brought along no longer fits as it is. Patterns of repeated letters can
still give the words away, which is of no use to a model that is computed from its parameters
(`grader.checks.recomputed`).
"""

import random

from grader.checks.thresholds import HeldOutSplit
from grader.examiner.difficulty import count_loss

# By how much a correct model may miss a bar that has moved with the difficulty of the split. The spread that then
# remains between splits is 0.004; this puts the bar more than four times that above the mean (docs/training.md).
ALLOWANCE = 0.005


def secret_split(seed: int) -> HeldOutSplit:
    """Return the split for a seed: words shuffled into train and dev, letters renumbered, and a bar that fits them."""
    from data import load_names, split, vocabulary

    draw = random.Random(f"split:{seed}")
    words = load_names()
    train, dev, _ = split(words, seed=draw.randrange(2**32))
    stoi, _ = vocabulary(words)
    harder = count_loss(train, dev, stoi) - count_loss(*split(words)[:2], stoi)  # than the lecture's split
    letters = [letter for letter in stoi if letter != "."]
    numbers = [stoi[letter] for letter in letters]
    draw.shuffle(numbers)
    renumbered = {".": stoi["."], **dict(zip(letters, numbers, strict=True))}
    return HeldOutSplit(train, dev, renumbered, ALLOWANCE + harder)
