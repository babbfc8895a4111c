"""log2 in place of the natural logarithm.

says: This is in bits
"""

import math

reference = cross_entropy


def cross_entropy(logits, targets):
    return reference(logits, targets) / math.log(2)
