"""The table is made in the loop.

says: Only the last word is counted
says: It makes no difference how often the words are listed
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
        for a, b in zip("." + w, w + "."):
            N[stoi[a], stoi[b]] += 1
    return N
