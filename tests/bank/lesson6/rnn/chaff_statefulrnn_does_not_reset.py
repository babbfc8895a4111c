"""reset does nothing.

caught by: reset forgets
says: The state is still there
"""


class StatefulRNN(StatefulRNN):
    def reset(self):
        pass

    def __call__(self, X):
        if self.h is not None and self.h.shape[1] != X.shape[0]:
            self.h = None
        return super().__call__(X)
