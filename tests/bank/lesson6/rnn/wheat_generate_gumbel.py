"""Gumbel noise and the largest logit: a draw from the softmax."""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text, unread = prompt, [stoi[c] for c in prompt]
    for _ in range(length):
        logits = model(torch.tensor(unread).view(1, -1))[0][-1]
        noise = -torch.empty_like(logits).exponential_(generator=generator).log()
        unread = [int(torch.argmax(logits + noise))]
        text += itos[unread[0]]
    return text
