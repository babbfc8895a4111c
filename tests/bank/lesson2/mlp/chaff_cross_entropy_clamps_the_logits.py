"""Logits beyond 50 are cut off.

caught by: finite and exact at logits of a thousand
says: were logits or probabilities clamped
says: The logits were clamped
"""

reference = cross_entropy


def cross_entropy(logits, targets):
    return reference(logits.clamp(-50, 50), targets)
