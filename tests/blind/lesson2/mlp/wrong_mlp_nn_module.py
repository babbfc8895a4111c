"""A torch.nn.Module with nn.Parameters.

exercise: MLP
contradicts: "You may use your own `embed` and `flatten`, but not `torch.nn`."
"""


class MLP(torch.nn.Module):
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        super().__init__()
        fan_in = block_size * n_embd
        self.C = torch.nn.Parameter(torch.randn((vocab_size, n_embd), generator=generator))
        self.W1 = torch.nn.Parameter(torch.randn((fan_in, n_hidden), generator=generator) / fan_in**0.5)
        self.b1 = torch.nn.Parameter(torch.zeros(n_hidden))
        self.W2 = torch.nn.Parameter(torch.randn((n_hidden, vocab_size), generator=generator) / n_hidden**0.5)
        self.b2 = torch.nn.Parameter(torch.zeros(vocab_size))

    def forward(self, X):
        return torch.tanh(flatten(embed(self.C, X)) @ self.W1 + self.b1) @ self.W2 + self.b2

    def parameters(self):
        return [self.C, self.W1, self.b1, self.W2, self.b2]
