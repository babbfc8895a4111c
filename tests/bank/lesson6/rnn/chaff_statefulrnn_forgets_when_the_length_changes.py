"""The state is forgotten whenever the shape of the batch changes, though only another number of rows is another text.

caught by: a batch goes on from where the one before ended
says: The state was lost because the number of steps changed
"""


class StatefulRNN(StatefulRNN):
    last_shape = None

    def __call__(self, X):
        if self.last_shape is not None and X.shape != self.last_shape:
            self.reset()
        self.last_shape = X.shape
        return super().__call__(X)
