"""item() leaves nothing to go backward from.

says: This is a Python number
says: no gradient reaches the logits
"""

reference = sequence_cross_entropy


def sequence_cross_entropy(logits, targets):
    return reference(logits, targets).item()
