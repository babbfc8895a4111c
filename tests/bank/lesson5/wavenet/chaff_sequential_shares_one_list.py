"""The list of layers belongs to the class, so every model has the layers of all.

caught by: two models have nothing in common
says: A second model changed the first
"""


class Sequential(Sequential):
    layers = []

    def __init__(self, layers):
        Sequential.layers[:] = layers
