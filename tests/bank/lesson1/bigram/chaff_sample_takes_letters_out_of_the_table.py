"""The caller's table loses what was drawn.

says: of all letters the table makes
says: The caller's table was changed
says: are letters drawn without replacement
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        before, index = index, torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        if (probs[before] > 0).sum() > 1:
            probs[before, index] = 0
