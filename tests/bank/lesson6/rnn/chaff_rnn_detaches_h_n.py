"""The final state has no history: a loss on it teaches nothing.

caught by: every gradient equals
says: or h_n?
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        out, h = super().__call__(x, h0)
        return out, h.detach()
