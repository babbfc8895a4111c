"""Inherits from CharThree and keeps its (D, H) W_in beside a second matrix for the state.

exercise: ConcatRNN
contradicts: "W_in: (H + D, H); its first H rows meet the state, its last D rows the character"
"""


class ConcatRNN(CharThree):
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        super().__init__(vocab_size, n_embd, n_hidden, generator)
        self.W_state, _ = linear(n_hidden, n_hidden, generator)

    def __call__(self, X):
        h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in range(X.shape[1]):
            e = torch.relu(h @ self.W_state + self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh(e @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
