"""A subclass of a base class of its own, typed, with a parameter, a repr, prints and warnings."""

import warnings

import torch
from torch import Tensor


class Layer:
    out: Tensor

    def parameters(self) -> list[Tensor]:
        return [value for value in vars(self).values() if isinstance(value, torch.nn.Parameter)]


class Embedding(Layer):
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight: Tensor = torch.nn.Parameter(torch.randn(num_embeddings, embedding_dim))
        print(f"a table of {num_embeddings} rows")

    def __call__(self, IX: Tensor) -> Tensor:
        warnings.warn("looking up", stacklevel=1)
        self.out = self.weight[IX]
        return self.out

    def __repr__(self) -> str:
        return f"Embedding{tuple(self.weight.shape)}"
