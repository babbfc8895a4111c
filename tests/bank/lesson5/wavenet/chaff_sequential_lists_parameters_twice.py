"""Each parameter is listed when its layer is visited and again at the end.

says: parameters, the list has
"""


class Sequential(Sequential):
    def parameters(self):
        return super().parameters() * 2
