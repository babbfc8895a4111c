"""Every column looks up the first table.

says: Every column was looked up in the first table
says: cannot be multiplied
says: is out of bounds
"""

import torch


class MixedInput(MixedInput):
    def __call__(self, categorical, continuous):
        x = torch.cat([*(self.embeddings[0][c] for c in categorical.T), continuous], 1)
        low, high = self.y_range
        return low + (high - low) * torch.sigmoid((torch.relu(x @ self.W1 + self.b1) @ self.W2 + self.b2)[:, 0])
