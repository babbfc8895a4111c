"""weight and bias of every layer are listed, also a bias that is None.

says: parameters, the list has
"""


class Sequential(Sequential):
    def parameters(self):
        return [p for layer in self.layers if hasattr(layer, "weight") for p in (layer.weight, layer.bias)]
