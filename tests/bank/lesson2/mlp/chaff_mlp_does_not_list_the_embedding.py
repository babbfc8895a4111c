"""C is missing among the parameters, so it is never trained.

says: parameters() should list the five tensors
"""


class MLP(MLP):
    def parameters(self):
        return [self.W1, self.b1, self.W2, self.b2]
