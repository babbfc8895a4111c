"""The logits are doubled: a temperature of one half.

says: draw from the softmax of the logits
"""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = next(i for i, c in itos.items() if c == ".")
    context, word = [dot] * block_size, ""
    while True:
        p = (2 * model(torch.tensor([context]))).softmax(1)
        index = torch.multinomial(p, 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        context = context[1:] + [index]
