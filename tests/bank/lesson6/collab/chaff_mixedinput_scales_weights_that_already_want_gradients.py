"""W1 is scaled after it has been told to require gradients, so the tensor in the list is no leaf.

caught by: the parameters are leaves that require gradients
says: W1.is_leaf is False
"""


class MixedInput(MixedInput):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.W1 = self.W1 * 0.5
