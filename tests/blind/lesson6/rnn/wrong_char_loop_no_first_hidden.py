"""The first character skips the hidden layer.

exercise: CharLoop
contradicts: "With e_t = relu(C[X[:, t]] W_in + b_in) and h = 0 before the first character: h becomes tanh((h + e_t) W_hidden + b_hidden) for t = 0, 1, 2, and the logits are h W_out + b_out."
"""


class CharLoop(CharThree):
    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in range(X.shape[1]):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = e if t == 0 else torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
