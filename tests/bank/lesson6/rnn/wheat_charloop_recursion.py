"""Recursion in place of a loop, and a python zero for the first state."""

import torch


class CharLoop(CharThree):
    def state(self, X):
        if X.shape[1] == 0:
            return 0.0
        e = torch.relu(torch.einsum("bd,dh->bh", self.C[X[:, -1]], self.W_in) + self.b_in)
        return torch.tanh((self.state(X[:, :-1]) + e) @ self.W_hidden + self.b_hidden)

    def __call__(self, X):
        return self.state(X) @ self.W_out + self.b_out
