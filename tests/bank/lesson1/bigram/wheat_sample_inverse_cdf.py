"""One uniform number, looked up in the cumulated probabilities."""

import torch


def sample(probs, itos, generator):
    dot = [i for i, c in itos.items() if c == "."][0]
    index, word = dot, ""
    while True:
        edges = probs[index].double().cumsum(0)
        u = torch.rand((), generator=generator, dtype=torch.float64) * edges[-1]
        index = int(torch.searchsorted(edges, u, right=True))
        if index == dot:
            return word
        word = word + itos[index]
