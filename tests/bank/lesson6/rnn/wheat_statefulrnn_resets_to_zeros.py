"""A reset fills the state with zeros and keeps it; another number of rows brings a new one."""

import torch


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        H = self.rnn.weight_hh.shape[0]
        if self.h is None or self.h.shape[1] != len(X):
            self.h = torch.zeros(1, len(X), H, dtype=self.C.dtype, device=self.C.device)
        return super().__call__(X)

    def reset(self):
        if self.h is not None:
            self.h = torch.zeros_like(self.h)
