"""Each column is multiplied with its own rows of W1."""


class MixedInput:
    def __init__(self, embedding_sizes, n_continuous, n_hidden, y_range, generator=None):
        fan_in = n_continuous + sum(width for _, width in embedding_sizes)
        self.W2 = (torch.randn(n_hidden, 1, generator=generator) * n_hidden**-0.5).requires_grad_()
        self.W1 = (torch.randn(fan_in, n_hidden, generator=generator) * fan_in**-0.5).requires_grad_()
        self.b1 = torch.zeros(n_hidden).requires_grad_()
        self.b2 = torch.zeros(1).requires_grad_()
        self.embeddings = []
        for rows, width in embedding_sizes:
            self.embeddings.append(torch.normal(0, 0.1, (rows, width), generator=generator).requires_grad_())
        self.y_range = y_range

    def __call__(self, categorical, continuous):
        start, total = 0, self.b1
        for table, indices in zip(self.embeddings, categorical.unbind(1)):
            width = table.shape[1]
            total = total + table[indices] @ self.W1[start : start + width]
            start += width
        total = total + continuous @ self.W1[start:]
        z = total.clamp(min=0) @ self.W2[:, 0] + self.b2
        low, high = self.y_range
        return low + (high - low) * z.sigmoid()

    def parameters(self):
        return self.embeddings + [self.W1, self.b1, self.W2, self.b2]
