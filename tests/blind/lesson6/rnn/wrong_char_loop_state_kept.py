"""The state is kept from call to call when the number of rows is the same.

exercise: CharLoop
contradicts: "With e_t = relu(C[X[:, t]] W_in + b_in) and h = 0 before the first character"
"""


class CharLoop(CharThree):
    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        h = getattr(self, "h", None)
        if h is None or len(h) != len(X):
            h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in range(X.shape[1]):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        self.h = h.detach()
        return h @ self.W_out + self.b_out
