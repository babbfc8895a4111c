"""log10 in place of the natural logarithm.

says: This uses log10
"""

import math

reference = cross_entropy


def cross_entropy(logits, targets):
    return reference(logits, targets) / math.log(10)
