"""The largest of log-probabilities with Gumbel noise; prints the word."""

import torch


def sample(probs, itos, generator):
    index = dot = next(i for i in itos if itos[i] == ".")
    letters = []
    while True:
        noise = -torch.log(torch.empty(len(itos), dtype=torch.float64).exponential_(generator=generator))
        index = int((probs[index].double().log() + noise).argmax())
        if index == dot:
            break
        letters.append(itos[index])
    word = "".join(letters)
    print(word)
    return word
