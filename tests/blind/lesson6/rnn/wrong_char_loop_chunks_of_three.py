"""Repeats CharThree on pieces of three, from zero each time.

exercise: CharLoop
contradicts: "`CharThree` for rows of any length T >= 1: the same attributes, the same steps, in a loop."
"""


class CharLoop(CharThree):
    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        start = max(X.shape[1] - 3, 0)
        h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in range(start, X.shape[1]):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
