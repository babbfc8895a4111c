"""The number of words, not of bigrams.

says: The sum was divided by the number of words
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log().sum() / len(words)
