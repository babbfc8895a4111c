"""The dot is left out of the first draw, so that every word has a character.

caught by: a dot that is drawn first
says: The dot cannot come first here
"""

import torch


def sample(model, itos, block_size, generator=None):
    dot = next(index for index, character in itos.items() if character == ".")
    context, word = [dot] * block_size, ""
    while True:
        logits = model(torch.tensor([context])).detach().clone()
        if not word:
            logits[0, dot] = -torch.inf
        index = torch.multinomial(torch.softmax(logits, 1), 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        context = [*context[1:], index]
