"""Rows of the old state are kept for a smaller batch.

caught by: another number of rows
says: The old state belongs to other rows
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        if self.h is not None and self.h.shape[1] < X.shape[0]:
            self.reset()
        h0 = None if self.h is None else self.h[:, : X.shape[0]]
        output, h = self.rnn(self.C[X], h0)
        self.h = h.detach()
        return output @ self.W_out + self.b_out
