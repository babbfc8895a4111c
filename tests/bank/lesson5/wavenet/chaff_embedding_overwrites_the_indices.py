"""The indices are shifted in place for a lookup and not shifted back.

says: The indices were changed in place
"""

import torch


class Embedding(Embedding):
    def __call__(self, IX):
        padded = torch.cat([self.weight[-1:], self.weight])
        IX += 1
        self.out = padded[IX]
        return self.out
