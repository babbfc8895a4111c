"""The slice of dev has no end.

says: dev holds the test words too
"""

import random


def split(words):
    words = list(words)
    random.Random(42).shuffle(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:], words[n2:]
