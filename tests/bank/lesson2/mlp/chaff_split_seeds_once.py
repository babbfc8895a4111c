"""One generator for all calls, so that the second split differs from the first.

caught by: the same split every time
says: not from a generator that moves on
"""

import random

SHUFFLER = random.Random(42)


def split(words):
    words = list(words)
    SHUFFLER.shuffle(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
