"""argmax in place of a draw: the lecture's first try, which repeats itself.

says: instead of taking the most likely
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text = unread = prompt
    for _ in range(length):
        unread = itos[model(encode(unread, stoi)[None])[0, -1].argmax().item()]
        text += unread
    return text
