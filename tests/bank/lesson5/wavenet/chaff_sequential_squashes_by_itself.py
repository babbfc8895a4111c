"""A tanh is put between the layers although nobody asked for one.

says: There is a tanh after each layer that is not in the list
"""

import torch


class Sequential(Sequential):
    def __call__(self, x):
        for layer in self.layers:
            x = torch.tanh(layer(x))
        self.out = x
        return self.out
