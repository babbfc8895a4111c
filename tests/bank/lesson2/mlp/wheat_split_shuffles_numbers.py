"""A permutation of the places, looked up at the end."""

import random


def split(words):
    order = list(range(len(words)))
    rng = random.Random(42)
    rng.shuffle(order)
    a, b = int(len(words) * 0.8), int(len(words) * 0.9)

    def pick(places):
        return [words[i] for i in places]

    return pick(order[:a]), pick(order[a:b]), pick(order[b:])
