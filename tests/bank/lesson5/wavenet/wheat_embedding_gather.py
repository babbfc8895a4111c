"""torch.gather with the indices spread over the columns."""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        width = self.weight.shape[1]
        spread = IX.reshape(-1, 1).expand(-1, width)
        self.out = torch.gather(self.weight, 0, spread).reshape(*IX.shape, width)
        return self.out
