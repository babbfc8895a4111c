"""The exponential of the loss.

says: This is the perplexity
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return (-probs[xs, ys].log().mean()).exp()
