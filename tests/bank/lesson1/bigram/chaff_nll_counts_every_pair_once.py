"""A set of pairs.

says: Every different bigram counts once
"""

import torch


def nll(probs, words, stoi):
    xs, ys = bigrams(words, stoi)
    pairs = set(zip(xs.tolist(), ys.tolist()))
    return -sum(probs[a, b].log() for a, b in pairs) / len(pairs)
