"""The input is cleared in place after its numbers were copied, to save memory.

says: The input was changed in place
"""

import torch


class FlattenConsecutive(FlattenConsecutive):
    def __call__(self, x):
        self.out = super().__call__(x.clone())
        with torch.no_grad():
            x.zero_()
        return self.out
