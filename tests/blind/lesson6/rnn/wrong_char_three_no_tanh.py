"""No tanh on the state.

exercise: CharThree
contradicts: "With e_t = relu(C[X[:, t]] W_in + b_in) and h = 0 before the first character: h becomes tanh((h + e_t) W_hidden + b_hidden) for t = 0, 1, 2, and the logits are h W_out + b_out."
"""


class CharThree:
    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.W_in, self.b_in = linear(n_embd, n_hidden, generator)
        self.W_hidden, self.b_hidden = linear(n_hidden, n_hidden, generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)

    def __call__(self, X: Int[Tensor, "B 3"]) -> Float[Tensor, "B V"]:
        if X.ndim != 2 or X.shape[1] != 3:
            raise ValueError(f"rows of three characters are needed, not {tuple(X.shape)}")
        h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in range(3):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = (h + e) @ self.W_hidden + self.b_hidden
        return h @ self.W_out + self.b_out

    def parameters(self) -> list[Tensor]:
        return [self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out]
