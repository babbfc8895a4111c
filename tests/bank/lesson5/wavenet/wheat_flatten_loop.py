"""Groups are cut out and laid flat one by one."""

import torch


class FlattenConsecutive:
    def __init__(self, n):
        self.n = n
        self.out = None

    def __call__(self, x):
        if x.size(1) % self.n != 0:
            raise RuntimeError(f"{x.size(1)} is no multiple of {self.n}")
        groups = [x[:, start : start + self.n].flatten(1) for start in range(0, x.size(1), self.n)]
        self.out = groups[0] if len(groups) == 1 else torch.stack(groups, dim=1)
        return self.out

    def parameters(self):
        return []
