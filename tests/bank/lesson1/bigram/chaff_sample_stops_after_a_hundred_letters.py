"""A for loop, to be safe.

caught by: a word may have any length
says: go on until the dot is drawn, however long that takes
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    for _ in range(100):
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            break
        word += itos[index]
    return word
