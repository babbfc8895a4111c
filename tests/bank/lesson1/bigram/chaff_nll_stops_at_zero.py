"""Python's logarithm of 0 is an error.

caught by: it is infinite where
says: math domain error
says: expected a positive input
"""

import math


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -sum(math.log(p) for p in probs[xs, ys].tolist()) / len(xs)
