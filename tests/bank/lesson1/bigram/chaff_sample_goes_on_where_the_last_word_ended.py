"""The index is kept on the function, from one word to the next.

says: Each letter comes from the row of the one before
says: with nothing left over from earlier ones
says: The first letter is missing
"""

import torch

last = {"index": None}


def sample(probs, itos, generator):
    dot = next(i for i, c in itos.items() if c == ".")
    index, word = last["index"] if last["index"] is not None else dot, ""
    while True:
        index = torch.multinomial(probs[index], 1, generator=generator).item()
        if index == dot:
            return word
        word += itos[index]
        last["index"] = index
