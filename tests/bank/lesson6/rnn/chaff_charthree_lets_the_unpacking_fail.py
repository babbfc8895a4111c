"""Rows of another length fail where they happen to: at an index that is not there; the text asks for a ValueError.

caught by: rows that are not three characters long are an error
says: That must raise a ValueError
"""

import torch


class CharThree(CharThree):
    def __call__(self, X):
        if X.shape[1] > 3:
            raise ValueError("too long")
        h = torch.zeros(len(X), len(self.W_hidden), dtype=self.C.dtype, device=self.C.device)
        for t in range(3):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
