"""nn.Parameter leaves and a tuple of tables, layers in one draw function."""

import torch


class MixedInput:
    def __init__(self, embedding_sizes, n_continuous, n_hidden, y_range, generator=None):
        self.y_range = y_range

        def draw(shape, std):
            return torch.nn.Parameter(std * torch.randn(shape, generator=generator))

        self.embeddings = tuple(draw(size, 0.1) for size in embedding_sizes)
        rows = n_continuous + sum(d for _, d in embedding_sizes)
        self.W1, self.b1 = draw((rows, n_hidden), rows**-0.5), torch.nn.Parameter(torch.zeros(n_hidden))
        self.W2, self.b2 = draw((n_hidden, 1), n_hidden**-0.5), torch.nn.Parameter(torch.zeros(1))

    def features(self, categorical, continuous):
        parts = []
        for j in range(len(self.embeddings)):
            parts.append(torch.index_select(self.embeddings[j], 0, categorical[:, j]))
        parts.append(continuous)
        return torch.hstack(parts)

    def __call__(self, categorical, continuous):
        hidden = torch.addmm(self.b1, self.features(categorical, continuous), self.W1).clamp(min=0)
        low, high = self.y_range
        return torch.sigmoid(torch.mv(hidden, self.W2[:, 0]) + self.b2) * (high - low) + low

    def parameters(self):
        return list(self.embeddings) + [self.W1, self.b1, self.W2, self.b2]
