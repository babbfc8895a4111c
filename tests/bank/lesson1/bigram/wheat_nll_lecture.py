"""The lecture's loop, with a sum of log-likelihoods."""

import torch


def nll(probs, words, stoi):
    log_likelihood = 0.0
    n = 0
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            prob = probs[stoi[ch1], stoi[ch2]]
            log_likelihood += torch.log(prob)
            n += 1
    return -log_likelihood / n
