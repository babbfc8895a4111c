"""Three lines instead of a loop."""


class CharThree(CharThree):
    def __call__(self, X):
        if X.shape[1:] != (3,):
            raise ValueError("exactly three characters")
        first, second, third = (torch.relu(self.C[column] @ self.W_in + self.b_in) for column in X.T)
        h = torch.tanh(first @ self.W_hidden + self.b_hidden)
        h = torch.tanh((h + second) @ self.W_hidden + self.b_hidden)
        h = torch.tanh((h + third) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
