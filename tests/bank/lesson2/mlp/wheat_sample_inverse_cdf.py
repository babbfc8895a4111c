"""One uniform number, looked up in the cumulated probabilities; recursion in place of a loop."""

import torch


@torch.no_grad()
def sample(model, itos, block_size, generator=None):
    dot = [i for i, c in itos.items() if c == "."][0]

    def rest(context):
        p = torch.softmax(model(context[None])[0], 0).double().cumsum(0)
        index = int((p / p[-1] <= torch.rand(1, generator=generator, dtype=torch.float64)).sum())
        return "" if index == dot else itos[index] + rest(torch.cat([context[1:], torch.tensor([index])]))

    return rest(torch.full((block_size,), dot))
