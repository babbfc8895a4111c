"""Every word has the same weight.

says: This is the mean of the words' means
"""

import torch


def nll(probs, words, stoi):
    means = []
    for word in words:
        xs, ys = bigrams([word], stoi)
        means.append(-probs[xs, ys].log().mean())
    return torch.stack(means).mean()
