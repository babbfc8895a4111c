"""The tables want gradients before they are scaled, so what is kept is a result and no leaf.

caught by: the parameters are leaves that require gradients
says: a parameter is a leaf that requires gradients
"""


class MixedInput(MixedInput):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.embeddings = [0.5 * (2 * table) for table in self.embeddings]
