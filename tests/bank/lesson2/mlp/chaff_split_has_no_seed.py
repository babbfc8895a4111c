"""A new order every time.

says: not from a generator that moves on
"""

import random


def split(words):
    words = random.Random().sample(words, len(words))
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
