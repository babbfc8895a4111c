"""try and except KeyError around the count.

caught by: every character has to be known
says: That must raise a KeyError
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        chs = ["."] + list(w) + ["."]
        for a, b in zip(chs, chs[1:]):
            try:
                N[stoi[a], stoi[b]] += 1
            except KeyError:
                pass
    return N
