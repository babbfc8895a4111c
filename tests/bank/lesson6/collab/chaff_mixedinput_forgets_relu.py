"""Two linear layers.

says: The relu of the hidden layer is missing
"""

import torch


class MixedInput(MixedInput):
    def __call__(self, categorical, continuous):
        x = torch.cat([*(e[c] for e, c in zip(self.embeddings, categorical.T)), continuous], 1)
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid(((x @ self.W1 + self.b1) @ self.W2 + self.b2)[:, 0])
