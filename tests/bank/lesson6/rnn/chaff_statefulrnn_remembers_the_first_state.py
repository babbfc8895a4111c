"""The state is kept from the first batch and never renewed.

says: The state is still the one from before this batch
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        if self.h is not None and self.h.shape[1] != X.shape[0]:
            self.reset()
        output, h = self.rnn(self.C[X], self.h)
        if self.h is None:
            self.h = h.detach()
        return output @ self.W_out + self.b_out
