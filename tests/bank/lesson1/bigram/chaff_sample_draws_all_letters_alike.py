"""The table is used to find what is possible only.

caught by: letters come as often
says: the probabilities are not used
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial((probs[index] > 0).float(), 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
