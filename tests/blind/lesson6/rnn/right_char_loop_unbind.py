"""A loop over unbound columns, addmm."""


class CharLoop(CharThree):
    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        h = X.new_zeros((len(X), len(self.b_hidden)), dtype=self.C.dtype)
        for column in X.unbind(1):
            e = torch.addmm(self.b_in, self.C[column], self.W_in).clamp(min=0)
            h = torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
