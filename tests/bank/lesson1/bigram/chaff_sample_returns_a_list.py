"""The letters are not joined.

says: join the letters
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, []
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word.append(itos[index])
