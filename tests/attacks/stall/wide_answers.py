"""Answer with one dimension more than is due: eight million numbers which are one number, repeated.

gains without defence: nothing; the examiner's time
layer: examiner
base: right
cost: slow
"""

import torch as _t

_N = 2**23


def _wide(x):
    one = x.sum().reshape([1] * (x.dim() + 1)) * 1e-9 + 1
    return one.expand(*x.shape, max(2, _N // max(1, x.numel())))


def _widen(cls):
    call = cls.__call__

    def wide(self, *args):
        self.out = _wide(call(self, *args))
        return self.out

    cls.__call__ = wide


for _cls in (Embedding, FlattenConsecutive, BatchNorm1d, Sequential):
    _widen(_cls)
_smooth = smooth


def smooth(losses, window):
    return _wide(_smooth(losses, window))
