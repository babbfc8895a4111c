"""Drawn in another order, scaled by multiplication, addmm in the call."""


class MLP:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        def normal(rows, columns, scale=1.0):
            return (torch.randn(rows, columns, generator=generator) * scale).requires_grad_()

        self.W2 = normal(n_hidden, vocab_size, n_hidden**-0.5)
        self.W1 = normal(block_size * n_embd, n_hidden, (block_size * n_embd) ** -0.5)
        self.C = normal(vocab_size, n_embd)
        self.b1, self.b2 = (torch.zeros(size, requires_grad=True) for size in (n_hidden, vocab_size))

    def __call__(self, X):
        rows = flatten(embed(self.C, X))
        return torch.addmm(self.b2, torch.addmm(self.b1, rows, self.W1).tanh(), self.W2)

    def parameters(self):
        return [self.C, self.W1, self.b1, self.W2, self.b2]
