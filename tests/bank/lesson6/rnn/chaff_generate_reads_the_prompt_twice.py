"""The prompt is fed for warming up, and then once more.

caught by: no character is read twice
says: Feed the prompt once
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    model(encode(prompt, stoi)[None])
    text = unread = prompt
    for _ in range(length):
        p = model(encode(unread, stoi)[None])[0, -1].softmax(0)
        unread = itos[torch.multinomial(p, 1, generator=generator).item()]
        text += unread
    return text
