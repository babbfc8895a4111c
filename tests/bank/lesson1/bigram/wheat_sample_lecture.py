"""The lecture's loop, with a list that is joined."""

import torch


def sample(probs, itos, generator):
    stoi = {s: i for i, s in itos.items()}
    out = []
    ix = stoi["."]
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        out.append(itos[ix])
        if ix == stoi["."]:
            break
    return "".join(out[:-1])
