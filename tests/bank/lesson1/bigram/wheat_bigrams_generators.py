"""A generator of pairs, unzipped, with a warning."""

import warnings

import torch


def pairs(words):
    for word in words:
        padded = "." + word + "."
        yield from (padded[i : i + 2] for i in range(len(padded) - 1))


def bigrams(words, stoi):
    warnings.warn("my first dataset")
    both = [tuple(map(stoi.__getitem__, pair)) for pair in pairs(words)]
    xs = torch.tensor([x for x, _ in both]).long()
    return xs, torch.tensor([y for _, y in both]).long()
