"""h is (B, H).

says: The state lost its first dimension
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        if self.h is not None and self.h.shape[0] != X.shape[0]:
            self.reset()
        output, h = self.rnn(self.C[X], None if self.h is None else self.h[None])
        self.h = h[0].detach()
        return output @ self.W_out + self.b_out
