"""The input of every layer is detached, so only the last one learns.

caught by: gradients reach the input and every parameter
says: something cuts the graph
"""


class Sequential(Sequential):
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x.detach())
        self.out = x
        return self.out
