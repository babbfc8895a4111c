"""The column is the first character.

says: Rows and columns are swapped
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[ys, xs].log().mean()
