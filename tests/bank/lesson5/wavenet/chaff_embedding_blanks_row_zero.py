"""Index 0 is taken for padding, as padding_idx=0 would do: its row is zero.

says: Index 0 brought zeros
"""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight[IX] * (IX != 0)[..., None]
        return self.out
