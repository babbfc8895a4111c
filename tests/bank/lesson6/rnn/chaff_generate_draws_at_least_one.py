"""The loop asks at its end whether enough was drawn, so one character is drawn in any case.

caught by: it continues the prompt by as many characters as asked
says: With a length of 0 the prompt is all there is
"""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    text = unread = prompt
    while True:
        logits = model(torch.tensor([[stoi[character] for character in unread]]))[0, -1]
        unread = itos[torch.multinomial(torch.softmax(logits, 0), 1, generator=generator).item()]
        text += unread
        if len(text) >= len(prompt) + length:
            return text
