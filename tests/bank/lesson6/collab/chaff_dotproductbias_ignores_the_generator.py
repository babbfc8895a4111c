"""The generator is not handed on.

says: drawn by a generator in the same state
"""


class DotProductBias(DotProductBias):
    def __init__(self, n_names, n_years, n_factors, y_range, generator=None):
        super().__init__(n_names, n_years, n_factors, y_range)
