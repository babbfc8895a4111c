"""The cuts are rounded to the nearest word.

says: The cuts are rounded
"""

import random


def split(words):
    words = list(words)
    random.Random(42).shuffle(words)
    n1, n2 = round(0.8 * len(words)), round(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
