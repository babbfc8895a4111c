"""reset fills the state with zeros instead of setting None.

exercise: StatefulRNN
contradicts: "h, the state (1, B, H) after the last call, or None when the next call starts from zeros."
"""


class StatefulRNN:
    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.rnn = RNN(n_embd, n_hidden, batch_first=True, generator=generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)
        self.h = None

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B T V"]:
        h = self.h
        if h is not None and h.shape[1] != len(X):
            h = None
        output, h = self.rnn(self.C[X], h)
        self.h = h.detach()
        return output @ self.W_out + self.b_out

    def reset(self) -> None:
        if self.h is not None:
            self.h = torch.zeros_like(self.h)

    def parameters(self) -> list[Tensor]:
        return [self.C, *self.rnn.parameters(), self.W_out, self.b_out]
