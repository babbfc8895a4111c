"""No gradient flows back into the given state.

caught by: every gradient equals
says: no gradient reaches h0
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        return super().__call__(x, None if h0 is None else h0.detach())
