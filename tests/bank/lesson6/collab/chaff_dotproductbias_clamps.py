"""The score is clamped to the range.

says: The score is clamped to y_range
"""


class DotProductBias(DotProductBias):
    def __call__(self, X):
        n, y = X.T
        s = (self.name_factors[n] * self.year_factors[y]).sum(1) + self.name_bias[n] + self.year_bias[y]
        return s.clamp(*self.y_range)
