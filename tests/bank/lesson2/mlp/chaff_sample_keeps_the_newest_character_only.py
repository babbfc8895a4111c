"""The context is dots but for the newest character.

says: Drop the oldest character and append the newest
"""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = next(i for i, c in itos.items() if c == ".")
    context, word = [dot] * block_size, ""
    while len(word) < 50:
        index = torch.multinomial(model(torch.tensor([context])).softmax(1), 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        context = [dot] * (block_size - 1) + [index]
    return word
