"""torch's loss on log-probabilities."""

import torch.nn.functional as F


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    return F.nll_loss(probs.log()[xs], ys)
