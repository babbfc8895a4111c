"""T and D are exchanged before they are flattened.

says: The embeddings are interleaved
"""

import torch


class MLP(MLP):
    def __call__(self, X):
        x = self.C[X].transpose(1, 2).reshape(len(X), -1)
        return torch.tanh(x @ self.W1 + self.b1) @ self.W2 + self.b2
