"""The logarithm of the mean.

says: The mean comes before the logarithm
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].mean().log()
