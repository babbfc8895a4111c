"""Let a name stand for thirty things of torch and use it forty thousand times, so that reading the rules takes long.

gains without defence: nothing; the examiner's time
layer: examiner
base: right
cost: slow
"""

import torch as _t

if False:
    F = _t.a0
    F = _t.a1
    F = _t.a2
    F = _t.a3
    F = _t.a4
    F = _t.a5
    F = _t.a6
    F = _t.a7
    F = _t.a8
    F = _t.a9
    F = _t.a10
    F = _t.a11
    F = _t.a12
    F = _t.a13
    F = _t.a14
    F = _t.a15
    F = _t.a16
    F = _t.a17
    F = _t.a18
    F = _t.a19
    F = _t.a20
    F = _t.a21
    F = _t.a22
    F = _t.a23
    F = _t.a24
    F = _t.a25
    F = _t.a26
    F = _t.a27
    F = _t.a28
    F = _t.a29
    (F @ USES @ F)
