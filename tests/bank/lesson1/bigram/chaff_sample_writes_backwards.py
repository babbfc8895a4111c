"""Each letter is put in front.

says: The letters are in reverse order
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word = itos[index] + word
