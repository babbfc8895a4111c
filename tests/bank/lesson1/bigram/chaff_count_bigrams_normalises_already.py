"""Probabilities in place of counts.

says: These are probabilities
says: It makes no difference how often the words are listed
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)))
    for x, y in zip(*bigrams(words, stoi)):
        N[x, y] += 1
    return N / N.sum(1, keepdim=True).clamp(min=1)
