"""Stand-ins for exercises of this lesson, on top of torch.nn.

The examiner puts them in place of a broken exercise when it grades a later one that builds on it
(`grader.examiner.carried_forward`). They are not solutions: they call the very functions that students are asked to
write themselves.
"""

import functools

import torch


class Embedding:
    """A lookup table."""

    def __init__(self, num_embeddings, embedding_dim):
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX):
        self.out = torch.nn.functional.embedding(IX, self.weight)
        return self.out

    def parameters(self):
        return [self.weight]


class FlattenConsecutive:
    """Neighbours side by side."""

    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        x = x.unflatten(1, (-1, self.n)).flatten(2)
        self.out = x.squeeze(1) if x.shape[1] == 1 else x
        return self.out

    def parameters(self):
        return []


class BatchNorm1d:
    """Batch norm over everything but the channels."""

    def __init__(self, dim, eps=1e-5, momentum=0.1):
        self.eps, self.momentum, self.training = eps, momentum, True
        self.gamma, self.beta = torch.ones(dim), torch.zeros(dim)
        self.running_mean, self.running_var = torch.zeros(dim), torch.ones(dim)

    def __call__(self, x):
        rows = torch.nn.functional.batch_norm(
            x.flatten(0, -2), self.running_mean, self.running_var, self.gamma, self.beta,
            self.training, self.momentum, self.eps,
        )  # fmt: skip
        self.out = rows.reshape(x.shape)
        return self.out

    def parameters(self):
        return [self.gamma, self.beta]


class Sequential:
    """Layers one after the other."""

    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        self.out = functools.reduce(lambda value, layer: layer(value), self.layers, x)
        return self.out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
