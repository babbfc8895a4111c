"""The logits after the first character are used, and not those after the last.

says: The logits of the first step were used
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text = unread = prompt
    for _ in range(length):
        p = model(encode(unread, stoi)[None])[0, 0].softmax(0)
        unread = itos[torch.multinomial(p, 1, generator=generator).item()]
        text += unread
    return text
