"""The model forgets everything but the last character.

says: reset once, before the prompt
says: do not reset it between the characters
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    text = unread = prompt
    for _ in range(length):
        model.reset()
        p = model(encode(unread, stoi)[None])[0, -1].softmax(0)
        unread = itos[torch.multinomial(p, 1, generator=generator).item()]
        text += unread
    return text
