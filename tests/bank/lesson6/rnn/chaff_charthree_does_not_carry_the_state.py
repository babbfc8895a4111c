"""Each step starts from the character alone.

says: Only the last character counts
"""

import torch


class CharThree(CharThree):
    def __call__(self, X):
        if X.shape[1] != 3:
            raise ValueError("three characters, please")
        h = self.C.new_zeros(X.shape[0], self.W_hidden.shape[0])
        for t in range(3):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh(e @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
