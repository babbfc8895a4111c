"""The list is kept, the attributes are its elements, the embedding is looked up without embed."""


class MLP:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        fan_in = n_embd * block_size
        self.C = torch.empty(vocab_size, n_embd).normal_(generator=generator)
        self.W1 = torch.empty(fan_in, n_hidden).normal_(0, fan_in**-0.5, generator=generator)
        self.b1 = torch.zeros((n_hidden,))
        self.W2 = torch.empty(n_hidden, vocab_size).normal_(0, n_hidden**-0.5, generator=generator)
        self.b2 = torch.zeros((vocab_size,))
        self._parameters = [self.C, self.W1, self.b1, self.W2, self.b2]
        for parameter in self._parameters:
            parameter.requires_grad_(True)

    def __call__(self, X):
        h = self.C[X].view(X.shape[0], -1)
        h = torch.tanh(torch.matmul(h, self.W1) + self.b1)
        return torch.matmul(h, self.W2) + self.b2

    def parameters(self):
        return list(self._parameters)
