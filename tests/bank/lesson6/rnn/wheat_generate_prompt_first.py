"""The prompt is read before the loop, in a helper of its own; argument names in use."""

import torch


def generate(model, prompt, length, stoi, itos, generator=None):
    with torch.no_grad():
        model.reset()
        logits = model(torch.tensor([[stoi[c] for c in prompt]]))[:, -1]
        out = list(prompt)
        for _ in range(length):
            index = torch.multinomial(torch.softmax(logits, dim=-1), num_samples=1, generator=generator)
            out.append(itos[int(index)])
            logits = model(index)[:, -1]
    return "".join(out)
