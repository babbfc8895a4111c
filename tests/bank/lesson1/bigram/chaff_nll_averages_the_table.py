"""The words are not used.

says: This is the mean over the whole table
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs.log().mean()
