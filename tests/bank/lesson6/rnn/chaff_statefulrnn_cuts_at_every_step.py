"""The state is detached within the batch too.

caught by: gradients stop
says: The graph is cut at every step
"""

import torch


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        if self.h is not None and self.h.shape[1] != X.shape[0]:
            self.reset()
        logits = []
        for t in range(X.shape[1]):
            output, h = self.rnn(self.C[X[:, t : t + 1]], self.h)
            self.h = h.detach()
            logits.append(output @ self.W_out + self.b_out)
        return torch.cat(logits, 1)
