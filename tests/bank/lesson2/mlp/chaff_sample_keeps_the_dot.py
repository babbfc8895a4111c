"""The dot at the end belongs to the word.

says: The dot that ends the word was kept
"""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = next(i for i, c in itos.items() if c == ".")
    context, word = [dot] * block_size, ""
    while True:
        index = torch.multinomial(model(torch.tensor([context])).softmax(1), 1, generator=generator).item()
        word += itos[index]
        context = context[1:] + [index]
        if index == dot:
            return word
