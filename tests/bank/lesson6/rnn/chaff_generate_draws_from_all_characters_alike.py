"""The softmax runs over a dimension of one row.

says: as if they were equally likely
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text = unread = prompt
    for _ in range(length):
        p = model(encode(unread, stoi)[None])[:, -1].softmax(0)
        unread = itos[torch.multinomial(p, 1, generator=generator).item()]
        text += unread
    return text
