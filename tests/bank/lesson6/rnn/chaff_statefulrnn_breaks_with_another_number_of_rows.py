"""A smaller last batch meets a state of other rows.

caught by: another number of rows
says: must match the size of tensor
says: start from zeros
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        output, h = self.rnn(self.C[X], self.h)
        self.h = h.detach()
        return output @ self.W_out + self.b_out
