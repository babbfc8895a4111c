"""tanh instead of the sigmoid.

exercise: DotProductBias
contradicts: "low + (high - low) * sigmoid(name_factors . year_factors + name_bias + year_bias), one number for each row."
"""


class DotProductBias:
    def __init__(
        self,
        n_names: int,
        n_years: int,
        n_factors: int,
        y_range: tuple[float, float],
        generator: torch.Generator | None = None,
    ):
        self.name_factors = (0.1 * torch.randn((n_names, n_factors), generator=generator)).requires_grad_()
        self.year_factors = (0.1 * torch.randn((n_years, n_factors), generator=generator)).requires_grad_()
        self.name_bias = torch.zeros(n_names, requires_grad=True)
        self.year_bias = torch.zeros(n_years, requires_grad=True)
        self.y_range = y_range

    def __call__(self, X: Int[Tensor, "N 2"]) -> Float[Tensor, " N"]:
        names, years = X[:, 0], X[:, 1]
        score = (self.name_factors[names] * self.year_factors[years]).sum(1)
        score = score + self.name_bias[names] + self.year_bias[years]
        low, high = self.y_range
        return low + (high - low) * (torch.tanh(score) + 1) / 2

    def parameters(self) -> list[Tensor]:
        return [self.name_factors, self.year_factors, self.name_bias, self.year_bias]
