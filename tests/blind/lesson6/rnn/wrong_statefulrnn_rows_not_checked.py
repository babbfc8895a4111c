"""Another number of rows is an error.

exercise: StatefulRNN
contradicts: "The state starts from zeros after `reset`, and whenever the number of rows is not that of the previous call."
"""


class StatefulRNN:
    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.rnn = RNN(n_embd, n_hidden, batch_first=True, generator=generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)
        self.h = None

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B T V"]:
        h = self.h
        output, h = self.rnn(self.C[X], h)
        self.h = h.detach()
        return output @ self.W_out + self.b_out

    def reset(self) -> None:
        self.h = None

    def parameters(self) -> list[Tensor]:
        return [self.C, *self.rnn.parameters(), self.W_out, self.b_out]
