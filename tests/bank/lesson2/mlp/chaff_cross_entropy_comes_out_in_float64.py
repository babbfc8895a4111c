"""Everything is computed in double, whatever came in.

caught by: the dtype is kept
says: the dtype is float64
"""

reference = cross_entropy


def cross_entropy(logits, targets):
    return reference(logits.double(), targets)
