"""Without replacement: what was drawn is taken out.

caught by: letters come as often
says: are letters drawn without replacement
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word, left = dot, "", torch.ones(len(itos))
    while True:
        row = probs[index] * left
        if row.sum() == 0:
            return word
        index = torch.multinomial(row, 1, generator=generator).item()
        if index == dot:
            return word
        left[index] = 0
        word += itos[index]
