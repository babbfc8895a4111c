"""A temperature of 0.8 makes names a little nicer.

caught by: letters come as often
says: the table makes
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        p = probs[index] ** (1 / 0.8)
        index = torch.multinomial(p, 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
