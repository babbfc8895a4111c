"""Shuffles positions instead of words."""


def split(words):
    order = list(range(len(words)))
    random.Random(42).shuffle(order)
    n = len(words)
    cuts = [0, int(0.8 * n), int(0.9 * n), n]
    return tuple([words[i] for i in order[a:b]] for a, b in zip(cuts, cuts[1:]))
