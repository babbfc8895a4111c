"""Everything is detached, the logits' way back to the embedding too.

says: no gradient reaches C
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        if self.h is not None and self.h.shape[1] != X.shape[0]:
            self.reset()
        output, h = self.rnn(self.C[X], self.h)
        output, self.h = output.detach(), h.detach()
        return output @ self.W_out + self.b_out
