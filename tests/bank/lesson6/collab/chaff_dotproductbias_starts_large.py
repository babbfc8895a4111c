"""Standard normal factors.

says: should start with standard deviation 0.1
"""


class DotProductBias(DotProductBias):
    def __init__(self, n_names, n_years, n_factors, y_range, generator=None):
        super().__init__(n_names, n_years, n_factors, y_range, generator)
        self.name_factors.data.mul_(10)
        self.year_factors.data.mul_(10)
