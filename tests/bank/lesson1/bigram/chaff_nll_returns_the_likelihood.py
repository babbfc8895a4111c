"""The product itself.

says: This is the likelihood itself
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return probs[xs, ys].prod()
