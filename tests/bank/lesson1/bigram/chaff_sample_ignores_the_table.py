"""The lecture's comparison: every character equally likely.

says: Each letter comes from the row of the one before
caught by: letters come as often
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(torch.ones(len(itos)), 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
