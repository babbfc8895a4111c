"""One step of the rnn at a time; the state is detached between calls only; zeros in place of None."""

import torch


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        B, T = X.shape
        h = self.h
        if h is None or h.size(1) != B:
            h = self.C.new_zeros(1, B, self.W_out.shape[0])
        logits = []
        for t in range(T):
            out, h = self.rnn(self.C[X[:, t]].unsqueeze(1), h)
            logits.append(out[:, 0] @ self.W_out + self.b_out)
        self.h = h.detach()
        return torch.stack(logits, dim=1)
