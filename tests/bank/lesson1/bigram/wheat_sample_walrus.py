"""The loop ends where the draw is the dot, in one line."""

import torch


def sample(probs, itos, generator):
    dot = list(itos.values()).index(".")
    dot = list(itos)[dot]
    numbers = [dot]
    while (n := int(torch.multinomial(probs[numbers[-1]], 1, True, generator=generator))) != dot:
        numbers.append(n)
    return "".join(itos[n] for n in numbers[1:])
