"""Typed, with prints, a repr and tanh written out by exponentials that cannot overflow."""

import torch
from torch import Tensor


class MLP(MLP):
    def __repr__(self) -> str:
        return f"MLP with {sum(p.nelement() for p in self.parameters()):,} parameters"

    def __call__(self, X: Tensor) -> Tensor:
        print(self, tuple(X.shape))
        emb = torch.cat([self.C[column] for column in X.unbind(1)], dim=1)
        h = 2 * torch.sigmoid(2 * (emb @ self.W1 + self.b1)) - 1
        self.out = h @ self.W2 + self.b2
        return self.out
