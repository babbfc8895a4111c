"""The lecture's log_softmax without a dimension took another axis.

says: The softmax runs over time
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        return super().__call__(X).log_softmax(1)
