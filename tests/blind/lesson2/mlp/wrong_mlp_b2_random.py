"""b2 is random, as in the lecture.

exercise: MLP
contradicts: "b2: (V,) zero"
"""


class MLP:
    def __init__(
        self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None
    ):
        fan_in = block_size * n_embd
        self.C = torch.randn((vocab_size, n_embd), generator=generator)
        self.W1 = torch.randn((fan_in, n_hidden), generator=generator) / fan_in**0.5
        self.b1 = torch.zeros(n_hidden)
        self.W2 = torch.randn((n_hidden, vocab_size), generator=generator) / n_hidden**0.5
        self.b2 = torch.randn(vocab_size, generator=generator)
        for p in self.parameters():
            p.requires_grad = True

    def __call__(self, X: Int[Tensor, "N T"]) -> Float[Tensor, "N V"]:
        emb = embed(self.C, X)
        hidden = torch.tanh(flatten(emb) @ self.W1 + self.b1)
        return hidden @ self.W2 + self.b2

    def parameters(self) -> list[Tensor]:
        return [self.C, self.W1, self.b1, self.W2, self.b2]
