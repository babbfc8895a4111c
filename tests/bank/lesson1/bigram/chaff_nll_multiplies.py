"""The product of all probabilities, then its logarithm.

caught by: thousands of words
says: is too small for a float
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].prod().log() / len(xs)
