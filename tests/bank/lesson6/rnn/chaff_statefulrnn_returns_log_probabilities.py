"""A log-softmax at the end, as in the lecture.

says: These are log-probabilities
"""


class StatefulRNN(StatefulRNN):
    def __call__(self, X):
        return super().__call__(X).log_softmax(2)
