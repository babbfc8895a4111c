"""A softmax of probabilities, which is nearly even.

says: Each letter comes from the row of the one before
says: the probabilities are not used
caught by: letters come as often
"""

import torch


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = dot, ""
    while True:
        index = torch.multinomial(probs[index].softmax(0), 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
