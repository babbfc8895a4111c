"""Pair by pair."""

import torch


class DotProductBias(DotProductBias):
    def score(self, name, year):
        return self.name_factors[name].dot(self.year_factors[year]) + self.name_bias[name] + self.year_bias[year]

    def __call__(self, X):
        scores = torch.stack([self.score(name, year) for name, year in X.tolist()])
        return self.y_range[0] + scores.sigmoid() * (self.y_range[1] - self.y_range[0])
