"""The tables learn nothing.

says: no gradient reaches embeddings[0]
"""

import torch


class MixedInput(MixedInput):
    def __call__(self, categorical, continuous):
        x = torch.cat([*(e.data[c] for e, c in zip(self.embeddings, categorical.T)), continuous], 1)
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid((torch.relu(x @ self.W1 + self.b1) @ self.W2 + self.b2)[:, 0])
