"""The layers are copied when the model is made, so it never sees what training does to the caller's own.

caught by: the result and the layers are kept
says: Keep the very layers that you were given
"""

import copy


class Sequential(Sequential):
    def __init__(self, layers):
        self.layers = copy.deepcopy(layers)
