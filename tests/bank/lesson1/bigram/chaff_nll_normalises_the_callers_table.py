"""Logarithms in place.

caught by: the table and the words stay as they are
says: The caller's own table or list was changed
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return -probs.log_()[xs, ys].mean()
