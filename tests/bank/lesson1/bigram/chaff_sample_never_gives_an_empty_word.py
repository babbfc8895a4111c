"""It draws again as long as the dot comes first.

caught by: it spells what the table is sure of
says: the word of a table that spells ''
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            if word == "":
                index = (index + 1) % len(itos)
            else:
                return word
        word += itos[index]
