"""So that nothing is infinite.

caught by: it is infinite where
says: hides that the model is sure of something wrong
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -(probs[xs, ys] + 1e-8).log().mean()
