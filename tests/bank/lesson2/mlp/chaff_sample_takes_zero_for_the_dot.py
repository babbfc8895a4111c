"""The lecture's `if ix == 0: break`.

caught by: the dot is found in itos
says: The context should start with the dot's number
"""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    context, word = [0] * block_size, ""
    while len(word) < 50:
        index = torch.multinomial(model(torch.tensor([context])).softmax(1), 1, generator=generator).item()
        if index == 0:
            return word
        word += itos[index]
        context = context[1:] + [index]
    return word
