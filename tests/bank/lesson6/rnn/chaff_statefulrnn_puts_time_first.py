"""(T, B, V).

says: Time comes first
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        return super().__call__(X).transpose(0, 1)
