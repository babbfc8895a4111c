"""W_in is stored transposed.

exercise: ConcatRNN
contradicts: "W_in: (H + D, H); its first H rows meet the state, its last D rows the character"
"""


class ConcatRNN:
    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        weight, self.b_in = linear(n_hidden + n_embd, n_hidden, generator)
        self.W_in = weight.detach().T.contiguous().requires_grad_()
        self.W_hidden, self.b_hidden = linear(n_hidden, n_hidden, generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in range(X.shape[1]):
            both = torch.cat([h, self.C[X[:, t]]], dim=1)
            e = torch.relu(both @ self.W_in.T + self.b_in)
            h = torch.tanh(e @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out

    def parameters(self) -> list[Tensor]:
        return [self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out]
