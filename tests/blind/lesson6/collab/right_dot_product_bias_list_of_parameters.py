"""The parameters are made in a loop and kept in a list."""


class DotProductBias:
    def __init__(self, n_names, n_years, n_factors, y_range, generator=None):
        self._all = [
            torch.normal(0.0, 0.1, (n_names, n_factors), generator=generator),
            torch.normal(0.0, 0.1, (n_years, n_factors), generator=generator),
            torch.zeros(n_names),
            torch.zeros(n_years),
        ]
        for p in self._all:
            p.requires_grad = True
        self.name_factors, self.year_factors, self.name_bias, self.year_bias = self._all
        self.y_range = tuple(y_range)

    def __call__(self, X):
        n, y = X.T
        z = (self.name_factors[n] * self.year_factors[y]).sum(-1) + (self.name_bias[n] + self.year_bias[y])
        return self.y_range[0] + (self.y_range[1] - self.y_range[0]) / (1 + torch.exp(-z))

    def parameters(self):
        return self._all[:]
