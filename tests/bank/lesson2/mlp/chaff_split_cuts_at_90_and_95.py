"""The cuts are those of another course.

says: train holds 90 percent
"""

import random


def split(words):
    words = list(words)
    random.Random(42).shuffle(words)
    n1, n2 = int(0.9 * len(words)), int(0.95 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
