"""h.data.clone() as the kept state, a count of calls, prints and a warning."""

import warnings

import torch
import torch.nn.functional as F
from torch import Tensor


class StatefulRNN(StatefulRNN):
    calls = 0

    def __call__(self, X: Tensor) -> Tensor:
        self.calls += 1
        if self.h is not None and len(X) != self.h.shape[1]:
            warnings.warn("another number of rows")
            self.h = None
        states, last = self.rnn(F.embedding(X, self.C), self.h)
        self.h = last.data.clone()
        print("call", self.calls)
        return torch.einsum("bth,hv->btv", states, self.W_out) + self.b_out

    def reset(self) -> None:
        self.h = None
        self.calls = 0
