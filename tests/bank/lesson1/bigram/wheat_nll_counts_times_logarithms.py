"""Counts times logarithms; xlogy knows that 0 times infinity is 0 here."""

import torch


def nll(probs, words, stoi):
    counts = count_bigrams(words, stoi)
    return (-torch.special.xlogy(counts, probs).sum() / counts.sum()).item()
