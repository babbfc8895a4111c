"""A function that calls itself."""

import torch


def sample(probs, itos, generator):
    dot = next(i for i in itos if itos[i] == ".")

    def rest(index):
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        return "" if index == dot else itos[index] + rest(index)

    return rest(dot)
