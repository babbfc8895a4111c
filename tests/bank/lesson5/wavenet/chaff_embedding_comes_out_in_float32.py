"""One-hot rows in float32 times the table, whatever dtype the table has.

says: the dtype is float32 instead of float64
"""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        rows = torch.nn.functional.one_hot(IX, len(self.weight)).to(self.weight.dtype)
        self.out = (rows @ self.weight).float()
        return self.out
