"""The layers are called under no_grad, to be quick.

caught by: gradients reach the input and every parameter
says: something cuts the graph
"""

import torch


class Sequential(Sequential):
    def __call__(self, x):
        with torch.no_grad():
            return super().__call__(x)
