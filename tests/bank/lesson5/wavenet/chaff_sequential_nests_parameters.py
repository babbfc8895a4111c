"""parameters() is a list of lists.

says: parameters() returned lists inside a list
"""


class Sequential(Sequential):
    def parameters(self):
        return [layer.parameters() for layer in self.layers]
