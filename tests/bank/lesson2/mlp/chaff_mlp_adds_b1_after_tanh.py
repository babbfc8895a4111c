"""The hidden bias is added outside of tanh.

says: b1 is added after the tanh
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        return (torch.tanh(flatten(embed(self.C, X)) @ self.W1) + self.b1) @ self.W2 + self.b2
