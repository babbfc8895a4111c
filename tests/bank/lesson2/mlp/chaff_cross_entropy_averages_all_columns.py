"""The targets are not used.

says: This averages the log-probabilities of all columns
"""


def cross_entropy(logits, targets):
    shifted = logits - logits.max(1, keepdim=True).values
    return -(shifted - shifted.exp().sum(1, keepdim=True).log()).mean()
