"""Squared probabilities: a temperature of one half.

caught by: letters come as often
says: the table makes
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index] ** 2, 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
