"""The held-out split of a grading run, drawn from its seed, with a bar that moves with its difficulty.

The letters are renumbered too, by a secret permutation. That changes nothing for a model, which learns the numbers from
scratch, but a table of names that a submission brought along no longer fits as it is. Patterns of repeated letters can
still give the words away; made-up words, which are on no list, are asked to counter that.
"""

import random
from collections.abc import Sequence

from grader.checks.thresholds import HeldOutSplit
from grader.examiner.difficulty import count_loss

# By how much a correct model may miss a bar that has moved with the difficulty of the split. The spread that then
# remains between splits is 0.004; this puts the bar more than four times that above the mean (docs/training.md).
ALLOWANCE = 0.005

# On made-up words the reference is 0.2 above the threshold for 22 thousand parameters, answers from a list of names
# 0.5 (docs/honest-grading.md, measured with `benchmarks/made_up.py`). The difficulty does not depend on the split.
GAP = 0.315
MADE_UP = 3000  # words


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
    made_up = splice(words, MADE_UP, draw)
    return HeldOutSplit(train, dev, renumbered, ALLOWANCE + harder, made_up, GAP, draw.randrange(2**32))


def splice(words: Sequence[str], count: int, draw: random.Random) -> list[str]:
    """Return made-up words: the beginning of one name and the end of another, joined where they share two letters."""
    ends: dict[str, list[str]] = {}
    for word in words:
        for place in range(2, len(word)):
            ends.setdefault(word[place - 2 : place], []).append(word[place:])
    known = set(words)
    found: list[str] = []
    while len(found) < count:
        first = draw.choice(words)
        cut = draw.randint(2, len(first))
        word = first[:cut] + draw.choice(ends.get(first[cut - 2 : cut], [""]))
        if word not in known and len(word) <= 12:
            known.add(word)
            found.append(word)
    return found
