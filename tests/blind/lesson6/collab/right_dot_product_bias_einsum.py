"""einsum, unbound columns, parameters drawn in another order."""


class DotProductBias:
    def __init__(self, n_names, n_years, n_factors, y_range, generator=None):
        self.low, self.high = y_range
        self.y_range = y_range
        self.year_bias, self.name_bias = (torch.zeros(n).requires_grad_() for n in (n_years, n_names))
        self.year_factors = torch.empty(n_years, n_factors).normal_(0.0, 0.1, generator=generator).requires_grad_()
        self.name_factors = torch.empty(n_names, n_factors).normal_(0.0, 0.1, generator=generator).requires_grad_()

    def __call__(self, X):
        name, year = X.unbind(1)
        match = torch.einsum("nd,nd->n", self.name_factors[name], self.year_factors[year])
        share = (match + self.name_bias[name] + self.year_bias[year]).sigmoid()
        return self.low * (1 - share) + self.high * share

    def parameters(self):
        return [self.name_factors, self.year_factors, self.name_bias, self.year_bias]
