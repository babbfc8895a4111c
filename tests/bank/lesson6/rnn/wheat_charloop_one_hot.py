"""One-hot rows in the dtype of the table, columns by unbind, a warning."""

import warnings

import torch


class CharLoop(CharLoop):
    def __call__(self, X):
        warnings.warn("one-hot is slow")
        h = None
        for column in X.unbind(1):
            hot = (column[:, None] == torch.arange(len(self.C), device=X.device)).to(self.C.dtype)
            e = torch.relu(hot @ self.C @ self.W_in + self.b_in)
            h = torch.tanh((e if h is None else h + e) @ self.W_hidden + self.b_hidden)
        return h.matmul(self.W_out).add(self.b_out)
