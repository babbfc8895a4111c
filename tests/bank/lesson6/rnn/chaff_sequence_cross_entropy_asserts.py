"""Transposed targets are refused by an assertion; the text asks for a ValueError.

caught by: transposed targets are an error
says: it raised AssertionError, expected ValueError
"""

reference = sequence_cross_entropy


def sequence_cross_entropy(logits, targets):
    assert logits.shape[:2] == targets.shape, "shapes differ"
    return reference(logits, targets)
