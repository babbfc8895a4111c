"""One uniform number a character, looked up in the cumulated probabilities; the prompt letter by letter; prints."""

import torch


@torch.no_grad()
def generate(model, prompt, length, stoi, itos, generator=None):
    model.reset()
    for c in prompt:
        logits = model(torch.tensor([[stoi[c]]]))[0, 0]
    text = prompt
    while len(text) < len(prompt) + length:
        p = (logits - logits.max()).double().exp().cumsum(0)
        place = int((p / p[-1] <= torch.rand(1, generator=generator, dtype=torch.float64)).sum())
        text = text + itos[place]
        logits = model(torch.tensor([[place]]))[0, 0]
    print(text)
    return text
