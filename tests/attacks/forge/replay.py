"""Answer every call with the answer before it, or with the argument.

gains without defence: nothing
layer: checks
"""

LAST = [torch.zeros(1)]


def smooth(losses, window):
    answer, LAST[0] = LAST[0], losses
    return answer


class FlattenConsecutive:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        self.out, LAST[0] = LAST[0], x
        return self.out

    def parameters(self):
        return LAST
