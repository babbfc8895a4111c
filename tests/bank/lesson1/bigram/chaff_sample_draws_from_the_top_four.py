"""Rare characters are never drawn.

caught by: letters come as often
says: the table makes
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        p = torch.where(probs[index] >= probs[index].sort().values[-4:].min(), probs[index], 0)
        index = torch.multinomial(p, 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
