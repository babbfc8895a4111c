"""Noise is added to the logits, also in evaluation mode.

says: the rows of a batch must not influence each other
says: gave another answer
"""

import torch


class WaveNet(WaveNet):
    def __call__(self, X):
        logits = super().__call__(X)
        self.out = logits + 0.01 * torch.randn_like(logits)
        return self.out
