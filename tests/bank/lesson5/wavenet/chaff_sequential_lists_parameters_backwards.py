"""The parameters are listed from the last layer to the first.

says: The parameters are listed in reverse order
says: The parameters are right, but not in the order of the layers
"""


class Sequential(Sequential):
    def parameters(self):
        return super().parameters()[::-1]
