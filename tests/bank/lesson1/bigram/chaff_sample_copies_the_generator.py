"""A copy moves on, and the original does not.

caught by: chance comes from the generator
says: it has to move on with each draw
says: the generator begins anew at each word
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    generator = generator.clone_state()
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
