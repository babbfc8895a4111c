"""A list of floats has no log10.

says: This is a list
"""


def lr_sweep(low, high, steps):
    return [10 ** (low + (high - low) * i / (steps - 1)) for i in range(steps)]
