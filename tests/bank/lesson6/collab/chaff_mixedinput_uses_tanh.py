"""tanh in place of relu.

says: The hidden layer uses tanh
"""

import torch


class MixedInput(MixedInput):
    def __call__(self, categorical, continuous):
        x = torch.cat([*(e[c] for e, c in zip(self.embeddings, categorical.T)), continuous], 1)
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid((torch.tanh(x @ self.W1 + self.b1) @ self.W2 + self.b2)[:, 0])
