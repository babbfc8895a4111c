"""The softmax runs over a dimension of one row, so that every character has weight 1.

says: as if they were equally likely
"""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = next(i for i, c in itos.items() if c == ".")
    context, word = [dot] * block_size, ""
    while True:
        index = torch.multinomial(model(torch.tensor([context])).softmax(0), 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        context = context[1:] + [index]
