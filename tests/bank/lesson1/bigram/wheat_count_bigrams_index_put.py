"""index_put_ with accumulate=True."""

import torch


def count_bigrams(words, stoi):
    counts = torch.zeros(len(stoi), len(stoi), dtype=torch.long)
    return counts.index_put_(bigrams(words, stoi), torch.tensor(1), accumulate=True)
