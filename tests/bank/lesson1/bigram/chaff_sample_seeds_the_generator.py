"""The lecture's seed in every call.

caught by: chance comes from the generator
says: Either the most likely letter is taken
says: The generator is not used
says: gave the same word
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    generator.manual_seed(2147483647)
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
