"""No division.

says: This is the sum over the bigrams
says: it is a sum
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log().sum()
