"""Reads from the end.

exercise: CharLoop
contradicts: "Read all characters of each row, oldest first; at T = 3 this is `CharThree`."
"""


class CharLoop(CharThree):
    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        h = torch.zeros(len(X), self.W_hidden.shape[0])
        for t in reversed(range(X.shape[1])):
            e = torch.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
