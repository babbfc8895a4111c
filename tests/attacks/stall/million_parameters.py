"""List a million parameters.

gains without defence: effect: no verdict
layer: wire
"""


class FlattenConsecutive:
    def __init__(self, n):
        self.one = torch.zeros(1)

    def __call__(self, x):
        return [self.one] * 1_000_000

    def parameters(self):
        return [self.one] * 1_000_000


# --- honest.py
class FlattenConsecutive:
    def __init__(self, n):
        self.one = torch.zeros(1)

    def __call__(self, x):
        return [self.one]

    def parameters(self):
        return [self.one]
