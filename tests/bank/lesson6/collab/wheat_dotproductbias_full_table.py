"""All pairs of names and years at once, of which the asked ones are picked; prints."""

import torch


class DotProductBias(DotProductBias):
    def table(self):
        scores = self.name_factors @ self.year_factors.T
        return scores + self.name_bias[:, None] + self.year_bias

    def __call__(self, X):
        print("scoring", len(X))
        picked = self.table()[X[:, 0], X[:, 1]]
        low, high = self.y_range
        return (high - low) / (1 + torch.exp(-picked)) + low
