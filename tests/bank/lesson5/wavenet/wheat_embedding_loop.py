"""Row after row in a Python loop."""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        rows = [self.weight[i] for i in IX.flatten().tolist()]
        self.out = torch.stack(rows).view(*IX.shape, self.weight.shape[1])
        return self.out
