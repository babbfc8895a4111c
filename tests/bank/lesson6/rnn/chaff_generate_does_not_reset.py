"""The model still remembers the text before.

says: Reset the model before it reads the prompt
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    text = unread = prompt
    for _ in range(length):
        p = model(encode(unread, stoi)[None])[0, -1].softmax(0)
        unread = itos[torch.multinomial(p, 1, generator=generator).item()]
        text += unread
    return text
