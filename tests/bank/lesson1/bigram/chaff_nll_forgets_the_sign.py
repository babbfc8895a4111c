"""A log-likelihood.

says: The sign is missing
says: which is infinite
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return probs[xs, ys].log().mean()
