"""Probabilities taken for logits.

says: A softmax was taken of the probabilities
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs.log_softmax(1)[xs, ys].mean()
