"""random.seed(42) and random.shuffle of a copy, as in the lecture."""

import random


def split(words):
    words = words[:]
    random.seed(42)
    random.shuffle(words)
    n1 = int(0.8 * len(words))
    n2 = int(0.9 * len(words))
    return [words[:n1], words[n1:n2], words[n2:]]
