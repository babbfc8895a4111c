"""All others come from torch's global state.

caught by: chance comes from the generator
says: and to no other source of chance
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=None if word else generator).item()
        if index == dot:
            return word
        word += itos[index]
