"""exp(-logits), as in a Boltzmann weight.

says: The sign of the logits is wrong
"""

reference = cross_entropy


def cross_entropy(logits, targets):
    return reference(-logits, targets)
