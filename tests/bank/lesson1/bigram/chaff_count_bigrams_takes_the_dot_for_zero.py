"""Row and column 0, whatever stoi says.

caught by: the numbers are those of stoi
says: The dot is taken for number 0
"""

import torch


def count_bigrams(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        codes = [0] + [stoi[c] for c in w] + [0]
        for a, b in zip(codes, codes[1:]):
            N[a, b] += 1
    return N
