"""The given state is overwritten with the new one.

caught by: inputs are kept
says: The given state was changed in place
"""


class RNN(RNN):
    def __call__(self, x, h0=None):
        out, h = super().__call__(x, h0)
        if h0 is not None and not h0.requires_grad:
            h0.copy_(h.detach())
        return out, h
