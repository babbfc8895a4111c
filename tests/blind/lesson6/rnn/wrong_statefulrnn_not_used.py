"""The state is kept but not used.

exercise: StatefulRNN
contradicts: "Go on from the state of the last call, keep the new one, and return the logits of every step."
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
        output, h = self.rnn(self.C[X])
        self.h = h.detach()
        return output @ self.W_out + self.b_out

    def reset(self) -> None:
        self.h = None

    def parameters(self) -> list[Tensor]:
        return [self.C, *self.rnn.parameters(), self.W_out, self.b_out]
