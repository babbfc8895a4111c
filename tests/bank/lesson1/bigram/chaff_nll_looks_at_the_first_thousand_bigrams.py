"""A sample is enough.

caught by: thousands of words
says: the loss of
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    xs, ys = xs[:200], ys[:200]
    return -probs[xs, ys].log().mean()
