"""Where no gradient is asked for, the result is written over the input, to save memory.

caught by: the input stays as it is
says: The input was changed in place
"""


class Sequential(Sequential):
    def __call__(self, x):
        out = super().__call__(x)
        if x.shape == out.shape and not x.requires_grad:
            x.copy_(out.detach())
        return out
