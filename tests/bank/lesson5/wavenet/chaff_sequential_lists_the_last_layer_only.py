"""The list of parameters is overwritten by every layer instead of extended.

caught by: parameters are listed once each
says: parameters, the list has
"""


class Sequential(Sequential):
    def parameters(self):
        found = []
        for layer in self.layers:
            found = layer.parameters()
        return found
