"""Only the last character of the prompt is read.

says: Let the model read the whole prompt
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text = prompt
    for _ in range(length):
        p = model(encode(text[-1], stoi)[None])[0, -1].softmax(0)
        text += itos[torch.multinomial(p, 1, generator=generator).item()]
    return text
