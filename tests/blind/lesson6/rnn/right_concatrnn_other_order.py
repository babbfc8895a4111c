"""Drawn in another order, the list of parameters kept."""


class ConcatRNN:
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)
        self.W_hidden, self.b_hidden = linear(n_hidden, n_hidden, generator)
        self.W_in, self.b_in = linear(n_embd + n_hidden, n_hidden, generator)
        self.C = torch.randn(vocab_size, n_embd, generator=generator, requires_grad=True)
        self.n_hidden = n_hidden

    def parameters(self):
        names = ("C", "W_in", "b_in", "W_hidden", "b_hidden", "W_out", "b_out")
        return [getattr(self, name) for name in names]

    def __call__(self, X):
        embedded = self.C[X]
        h = embedded.new_zeros(X.shape[0], self.n_hidden)
        for c in embedded.transpose(0, 1):
            h = torch.tanh(torch.relu(torch.hstack((h, c)) @ self.W_in + self.b_in) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
