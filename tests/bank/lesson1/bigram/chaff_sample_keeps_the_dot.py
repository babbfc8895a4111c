"""The lecture prints it, too.

says: The dot that ends the word was kept
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        word += itos[index]
        if index == dot:
            return word
