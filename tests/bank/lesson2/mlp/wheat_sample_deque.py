"""A deque as window and a probability vector by hand."""

from collections import deque

import torch


def sample(model, itos, block_size, generator=None):
    stoi = {c: i for i, c in itos.items()}
    window = deque([stoi["."]] * block_size, maxlen=block_size)
    letters = []
    with torch.no_grad():
        while True:
            logits = model(torch.tensor(list(window)).view(1, -1))
            p = torch.exp(logits - logits.max())
            index = torch.multinomial(p, num_samples=1, generator=generator).item()
            window.append(index)
            if itos[index] == ".":
                return "".join(letters)
            letters.append(itos[index])
