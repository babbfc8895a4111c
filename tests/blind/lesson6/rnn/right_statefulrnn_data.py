"""The kept state is .data; rows are compared before the look-up."""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        B, T = X.shape
        start = self.h if self.h is not None and self.h.shape[1] == B else None
        states, last = self.rnn(F.one_hot(X, len(self.C)).to(self.C.dtype) @ self.C, start)
        self.h = last.data
        return torch.matmul(states, self.W_out) + self.b_out

    def reset(self):
        self.h = None
