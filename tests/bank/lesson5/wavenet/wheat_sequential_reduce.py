"""functools.reduce, and a chain of iterables for the parameters."""

import functools
import itertools


class Sequential(Sequential):
    def __call__(self, x):
        self.out = functools.reduce(lambda value, layer: layer(value), self.layers, x)
        return self.out

    def parameters(self):
        return list(itertools.chain.from_iterable(layer.parameters() for layer in self.layers))
