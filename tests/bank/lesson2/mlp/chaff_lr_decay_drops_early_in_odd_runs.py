"""The half is rounded down.

says: In a run of an odd length the rate drops one step too early
"""


def lr_decay(step, steps, lr):
    return lr if step < steps // 2 else lr / 10
