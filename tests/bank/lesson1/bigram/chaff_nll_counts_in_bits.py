"""log2.

says: This is in bits
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log2().mean()
