"""An array, float64, the mean as a number of numpy."""

import numpy as np


def nll(probs, words, stoi):
    p = probs.detach().double().numpy()
    with np.errstate(divide="ignore"):
        return -np.mean([np.log(p[stoi[a], stoi[b]]) for w in words for a, b in zip("." + w, w + ".")])
