"""The rows are gathered as Python lists and made into a new tensor, which has no graph.

says: no gradient reaches the table
"""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = torch.tensor(self.weight[IX].tolist(), dtype=self.weight.dtype, device=self.weight.device)
        return self.out
