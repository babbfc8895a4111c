"""The state is kept with its history.

caught by: gradients stop
says: The gradient reaches back into the previous batch
says: model.h is still attached to the graph
says: backward through the graph a second time
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        if self.h is not None and self.h.shape[1] != X.shape[0]:
            self.reset()
        output, self.h = self.rnn(self.C[X], self.h)
        return output @ self.W_out + self.b_out
