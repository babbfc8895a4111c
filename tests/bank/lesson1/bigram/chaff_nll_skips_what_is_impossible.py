"""Only bigrams with a probability above 0 count.

caught by: it is infinite where
says: hides that the model is sure of something wrong
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    p = probs[xs, ys]
    return -p[p > 0].log().mean()
