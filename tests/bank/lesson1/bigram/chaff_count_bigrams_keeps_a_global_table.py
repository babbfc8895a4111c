"""The table is made once, when the cell runs.

caught by: every call begins with a table of zeros
says: The counts of an earlier call are still in the table
says: but the table is
"""

import torch

N = {}


def count_bigrams(words, stoi):
    V = len(stoi)
    table = N.setdefault(V, torch.zeros((V, V), dtype=torch.int64))
    for x, y in zip(*bigrams(words, stoi)):
        table[x, y] += 1
    return table
