"""The second cut is at the end: 80, 20 and 0 percent.

says: dev takes the test words as well
"""

import random


def split(words):
    words = list(words)
    random.Random(42).shuffle(words)
    n1, n2 = int(0.8 * len(words)), len(words)
    return words[:n1], words[n1:n2], words[n2:]
