"""Rows in the order of the alphabet, not of stoi.

caught by: the numbers are those of stoi
says: stoi is not used
"""

import torch


def count_bigrams(words, stoi):
    order = {c: i for i, c in enumerate(sorted(stoi))}
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for x, y in zip(*bigrams(words, order)):
        N[x, y] += 1
    return N
