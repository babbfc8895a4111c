"""The training split was never cut.

says: train holds all words
"""

import random


def split(words):
    words = list(words)
    random.Random(42).shuffle(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words, words[n1:n2], words[n2:]
