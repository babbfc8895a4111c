"""No state is carried.

says: The state was reset before this batch
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        self.reset()
        return super().__call__(X)
