"""Fewer than ten words are handed back as an error of their own: nothing would be left for the test.

caught by: train dev and test hold 80 10 and 10 percent
"""

import random


def split(words):
    words = list(words)
    if len(words) < 10:
        words = []
    random.Random(42).shuffle(words)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:a], words[a:b], words[b:]
