"""The first state is made on the CPU.

says: expected m1 and m2 to have the same dtype
says: were on another device
says: Expected all tensors to be on the same device
"""

import torch


class ConcatRNN(ConcatRNN):
    def __call__(self, X):
        h = torch.zeros(X.shape[0], self.W_hidden.shape[0], dtype=self.C.dtype)
        for t in range(X.shape[1]):
            both = torch.cat([h, self.C[X[:, t]]], 1)
            h = torch.tanh(torch.relu(both @ self.W_in + self.b_in) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
