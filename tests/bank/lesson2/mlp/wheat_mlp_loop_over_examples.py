"""Example by example, with matrix-vector products."""

import torch


class MLP(MLP):
    def __call__(self, X):
        rows = []
        for x in X:
            h = (self.W1.T @ self.C[x].reshape(-1) + self.b1).tanh()
            rows.append(self.W2.T @ h + self.b2)
        return torch.stack(rows)
