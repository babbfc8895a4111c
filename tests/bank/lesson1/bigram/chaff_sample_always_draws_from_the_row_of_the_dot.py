"""The index is not carried on.

says: Each letter comes from the row of the one before
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        if len(word) > 50:
            return word
        index = torch.multinomial(probs[dot], 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
