"""A log-softmax at the end of the model.

says: These are log-probabilities
"""


class MLP(MLP):
    def __call__(self, X):
        return super().__call__(X).log_softmax(1)
