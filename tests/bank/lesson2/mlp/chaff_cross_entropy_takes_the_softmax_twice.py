"""Probabilities are taken for logits.

says: The softmax was taken twice
"""

reference = cross_entropy


def cross_entropy(logits, targets):
    p = (logits - logits.max(1, keepdim=True).values).exp()
    return reference(p / p.sum(1, keepdim=True), targets)
