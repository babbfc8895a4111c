"""gather in the rows, and a tensor of one element."""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    picked = probs.index_select(0, xs).gather(1, ys.unsqueeze(1))
    return torch.mean(-torch.log(picked), dim=0)
