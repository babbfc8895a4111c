"""A limit on the length of a word.

caught by: a word may have any length
says: go on until the dot is drawn, however long that takes
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while len(word) < 20:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
    return word
