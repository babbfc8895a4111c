"""einsum, nn.Parameter leaves, the range kept as two numbers."""

import torch


class DotProductBias:
    def __init__(self, n_names, n_years, n_factors, y_range, generator=None):
        self.low, self.high = y_range

        def new(n):
            return torch.nn.Parameter(torch.empty(n, n_factors).normal_(0, 0.1, generator=generator))

        self.name_factors, self.year_factors = new(n_names), new(n_years)
        self.name_bias = torch.nn.Parameter(torch.zeros(n_names))
        self.year_bias = torch.nn.Parameter(torch.zeros(n_years))

    def __call__(self, X):
        names, years = X.unbind(1)
        dot = torch.einsum("nd,nd->n", self.name_factors[names], self.year_factors[years])
        score = dot + self.name_bias[names] + self.year_bias[years]
        return torch.lerp(torch.full_like(score, self.low), torch.full_like(score, self.high), score.sigmoid())

    def parameters(self):
        return (self.name_factors, self.year_factors, self.name_bias, self.year_bias)
