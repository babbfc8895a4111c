"""Another seed than the course's.

says: The words were shuffled with seed 0
"""

import random


def split(words):
    words = list(words)
    random.Random(0).shuffle(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:n1], words[n1:n2], words[n2:]
