"""The whole text is fed in every step, to a model that remembers it.

caught by: no character is read twice
says: Feed the prompt once
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text = prompt
    for _ in range(length):
        p = model(encode(text, stoi)[None])[0, -1].softmax(0)
        text += itos[torch.multinomial(p, 1, generator=generator).item()]
    return text
