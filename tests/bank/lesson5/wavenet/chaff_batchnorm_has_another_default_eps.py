"""The default of eps is 1e-3, as in Keras.

says: The default of eps is 1e-5
"""


class BatchNorm1d(BatchNorm1d):
    def __init__(self, dim, eps=1e-3, momentum=0.1):
        super().__init__(dim, eps, momentum)
