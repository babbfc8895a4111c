"""Python's logarithm, with an infinity of its own; prints."""

import math


def nll(probs, words, stoi):
    table = probs.tolist()
    losses = []
    for word in words:
        for a, b in zip("." + word, word + "."):
            p = table[stoi[a]][stoi[b]]
            losses.append(-math.log(p) if p > 0 else math.inf)
    print(len(losses), "bigrams")
    return math.fsum(losses) / len(losses)
