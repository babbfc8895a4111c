"""The draw comes from torch's global state.

caught by: chance comes from the generator
says: Pass the generator on to every draw
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1).item()
        if index == dot:
            return word
        word += itos[index]
