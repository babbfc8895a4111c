"""The return is indented too far.

says: Only the first word is counted
says: It makes no difference how often the words are listed
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        for a, b in zip("." + w, w + "."):
            N[stoi[a], stoi[b]] += 1
        return N
    return N
