"""The largest of logits with Gumbel noise is a draw from their softmax; prints each word."""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = next(i for i in itos if itos[i] == ".")
    context, out = [dot] * block_size, []
    while True:
        logits = model(torch.tensor([context])).flatten()
        noise = -torch.log(torch.empty_like(logits).exponential_(generator=generator))
        index = int((logits + noise).argmax())
        if index == dot:
            break
        out.append(index)
        context = (context + [index])[-block_size:]
    word = "".join(itos[i] for i in out)
    print(word)
    return word
