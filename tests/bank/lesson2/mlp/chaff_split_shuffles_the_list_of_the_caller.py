"""The lecture's random.shuffle(words) changes the list that was given.

caught by: stays as it was
says: The caller's own list was shuffled
"""

import random


def split(words):
    random.Random(42).shuffle(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
