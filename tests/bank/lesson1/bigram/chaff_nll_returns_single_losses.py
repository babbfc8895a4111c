"""The mean is missing.

says: nll should return one number
says: the loss is wrong
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log()
