"""The lecture's `if ix == 0: break`.

caught by: the dot is found in itos
says: A word begins in the row of the dot's number
"""

import torch


def sample(probs, itos, generator):
    index, word = 0, ""
    while len(word) < 1000:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == 0:
            return word
        word += itos[index]
    return word
