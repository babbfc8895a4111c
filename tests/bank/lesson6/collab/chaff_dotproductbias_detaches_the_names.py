"""The factors of the names are taken out of the graph, so that they are never learned.

caught by: gradients reach all four parameters
says: no gradient reaches name_factors
"""


class DotProductBias(DotProductBias):
    def __call__(self, X):
        names, years = X.unbind(1)
        score = (self.name_factors.detach()[names] * self.year_factors[years]).sum(1)
        score = score + self.name_bias[names] + self.year_bias[years]
        low, high = self.y_range
        return low + (high - low) * score.sigmoid()
